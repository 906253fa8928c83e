"""How headings, layers and the lines around a table may be worded, each beyond doubt for a Spanish-speaking teacher."""

from __future__ import annotations

HEADINGS = {
    "layer": ("Capa", "CAPA", "Layer", "Camada", "Nombre", "Nombre de la capa", "Layer (type)", "Capas",
        "Layer name", "Capa (tipo)"),
    "detail": ("Detalle", "Detalles", "Descripción", "Configuración", "Hiperparámetros", "Details"),
    "inputs": (
        "# de Neuronas de Entrada", "Neuronas de entrada", "NEURONAS DE ENTRADA", "Neuronas entrada", "Entradas",
        "Entrada", "Inputs",
        "Input", "Input neurons", "Neurônios de entrada", "n_in", "in_features", "N.º de neuronas de entrada",
        "Nº neuronas entrada",
        "Neuronas (entrada)", "Cant. de neuronas de entrada", "Número de entradas",
    ),
    "outputs": (
        "# de Neuronas de Salida", "Neuronas de salida", "NEURONAS DE SALIDA", "Neuronas salida", "Salidas",
        "Outputs", "Output neurons",
        "Neurônios de saída", "n_out", "out_features", "N.º de neuronas de salida", "Neuronas (salida)",
        "Número de salidas", "Units",
    ),
    "out_shape": (
        "Out Shape", "OUT SHAPE", "Output Shape", "output_shape", "Shape de salida", "Forma de salida", "Forma",
        "Dimensión de salida",
        "Dimensiones", "Tamaño de salida", "Formato de saída", "Dimensão de saída", "Output size", "Shape",
        "Activation shape",
        "Forma salida (alto, ancho, canales)", "Shape salida", "Out-Shape", "Dimensiones de salida (HxWxC)",
        "Volumen de salida",
    ),
    "weights": (
        "# de Pesos", "# DE PESOS", "#Pesos", "Pesos", "pesos", "Peso", "N.º de pesos", "Nº de pesos",
        "No. de pesos", "Nro. de pesos",
        "Número de pesos", "Núm. de pesos", "Cantidad de pesos", "Cant. de pesos", "Cant. pesos", "Weights",
        "# weights",
        "Number of weights", "No. of weights", "W", "Pesos (W)", "Weights (W)", "Qtd. de pesos",
        "Número de Pesos (w)", "Pesos por capa",
    ),
    "biases": (
        "# de Sesgos", "# DE SESGOS", "#Sesgos", "Sesgos", "sesgos", "Sesgo", "N.º de sesgos", "Nº de sesgos",
        "No. de sesgos",
        "Número de sesgos", "Núm. de sesgos", "Cantidad de sesgos", "Cant. de sesgos", "Biases", "Bias",
        "# biases", "Number of biases",
        "B", "Sesgos (b)", "Biases (b)", "Vieses", "Viés", "Qtd. de vieses", "Sesgos (bias)", "Sesgos por capa",
    ),
    "params": (
        "# de Parámetros", "# DE PARÁMETROS", "#Parámetros", "Parámetros", "Parametros", "parámetros",
        "N.º de parámetros", "Params",
        "Param #", "# Params", "Parameters", "Número de parámetros", "Núm. de parámetros", "Total de parámetros",
        "Total parámetros",
        "Cantidad de parámetros", "Cant. de parámetros", "Number of parameters", "Parâmetros", "Nº de parâmetros",
        "Parámetros (W+b)",
        "Parámetros (pesos + sesgos)", "Parámetros por capa", "Total params", "Parámetros totales",
        "Total de parámetros por capa",
    ),
}  # fmt: skip

NUMBERED = {
    "dense": ("FC {k}", "fc{k}", "FC-{k}", "FC_{k}", "Densa {k}", "Dense {k}", "Dense{k}", "Capa densa {k}",
        "dense_{k}", "FC{k} (Dense)",
              "Linear {k}", "Fully connected {k}", "Totalmente conectada {k}", "Capa FC{k}", "Camada densa {k}",
              "{ordinal} capa densa"),
    "conv2d": ("CONV {k}", "Conv{k}", "conv_{k}", "Conv-{k}", "conv2d_{k}", "Conv2D {k}", "Convolución {k}",
        "Convolucion {k}",
               "Convolucional {k}", "Capa convolucional {k}", "Convolution {k}", "Convolução {k}",
               "{ordinal} convolución", "Capa CONV{k}"),
    "max_pooling2d": ("POOL {k}", "Pool{k}", "pool_{k}", "MaxPool {k}", "Maxpool{k}", "Max Pooling {k}",
        "max_pooling2d_{k}", "Pooling {k}",
                      "MaxPooling2D {k}", "Capa de pooling {k}", "Capa POOL{k}", "{ordinal} pooling", "MaxPool2d-{k}"),
    "flatten": ("Flatten", "flatten", "FLATTEN", "Aplanado", "Aplanar", "flatten (Flatten)", "Capa Flatten",
        "Aplanamiento", "Capa de aplanado"),
    "input": ("Input", "INPUT", "Entrada", "Imagen", "Capa de entrada", "InputLayer", "input_1 (InputLayer)",
        "Imagen de entrada"),
}  # fmt: skip
"""Of a layer that is the `k`-th of its kind; {ordinal} is «Segunda» and so on."""
ONLY = {
    "dense": ("FC", "Dense", "Densa", "dense (Dense)", "Capa densa", "Capa FC"),
    "conv2d": ("Conv", "CONV", "Conv2D", "conv2d (Conv2D)", "Convolución", "Capa convolucional", "Convolucional"),
    "max_pooling2d": (
        "Pool",
        "POOL",
        "MaxPool",
        "Max pooling",
        "max_pooling2d (MaxPooling2D)",
        "Pooling",
        "Capa de pooling",
    ),
}
"""Of the only layer of its kind."""
LAST = (
    "Capa de salida",
    "Salida",
    "Output",
    "Capa de Salida",
    "Camada de saída",
    "Output layer",
    "{layer} (salida)",
    "Salida ({layer})",
)
"""Of the last dense layer."""
HIDDEN = (
    "Capa Oculta {k}",
    "Oculta {k}",
    "Capa oculta {k}",
    "Hidden {k}",
    "Hidden layer {k}",
    "Camada oculta {k}",
    "Oculta{k}",
)
"""Of a dense layer that is not the last, in a network of dense layers only."""
ORDINALS = ("Primera", "Segunda", "Tercera", "Cuarta")

UNKNOWN_ROWS = ("Bloque A", "Mi capa", "xx", "Procesamiento", "???", "Etapa", "Nivel medio", "Capa X", "La otra")
UNKNOWN_HEADINGS = ("Cantidad X", "Resultado", "Valor", "Cosa", "Col. 3", "Respuesta", "Lo mío", "?")

TITLES = ("{t}:", "{T}", "Solución del {t}", "Solución {t}", "{name} No. {n}", "{name} #{n}", "{name} n.º {n}",
"{t} - Red", "{t}. Cálculo de parámetros",
          "Respuestas {t}", "{name}{n}", "Tabla del {t}")  # fmt: skip

NOISE = (
    "Nombre: Ana Pérez Muñoz", "Estudiante: Ana Pérez Muñoz - 2021456789", "Código: 2021456", "Fecha: 12/03/2025",
    "Fecha: 5 de abril de 2025",
    "12-03-2025", "Universidad de los Andes", "Redes neuronales - Grupo 2", "Página 1 de 3",
    "Taller de redes | Página 2", "Semestre 2025-1",
    "Profe, esta me costó más.", "Profe, no estoy segura de los sesgos.", "Profe, en la 2 no supe qué poner.",
    "Buenas tardes profesor, adjunto mi taller.",
    "1. ¿Cuántos pesos y sesgos tiene cada capa?", "2. Calcular el número de parámetros de la red.",
    "a) Completar la tabla siguiente.",
    "Punto 1", "Punto 2", "Desarrollo", "Procedimiento", "Tabla de resultados", "Observaciones: ninguna.",
    "Nota: usé la fórmula del curso.",
    "Cada neurona tiene un sesgo.", "Los pesos se calculan multiplicando entradas por salidas.",
    "Fórmula: pesos = entradas * salidas",
    "parámetros = pesos + sesgos", "La capa de salida usa Softmax.", "Se usa ReLU en las capas ocultas.",
    "Gracias.", "Fin", "---", "* * *",
    "Bibliografía: Goodfellow, 2016, capítulo 9.", "https://keras.io/api/layers/", "Hecho con calculadora.",
    "Revisado por: Luis", "Tiempo: 45 minutos",
    "Número de lista: 14", "Me demoré 2 horas.", "Correo: ana@example.edu", "Tel. 300 123 4567",
    "Docente: Jorge Ruiz", "Versión 2", "Hoja 1",
)  # fmt: skip
"""Lines that say nothing about any answer."""

EXTRA_COLUMNS = {
    "Notas": ("", "ok", "revisar", "fácil", "ver fórmula"),
    "Observaciones": ("", "", "sin padding", "igual que antes"),
    "FLOPs": ("1228800", "40960", "0", "819200"),
    "MACs": ("614400", "20480", "0", "2.359.296"),
    "Activación": ("ReLU", "Softmax", "-", "ReLU"),
    "Activation": ("relu", "softmax", "none", "relu"),
    "Memoria (KB)": ("12", "32", "8", "4,5"),
    "Comentarios": ("", "bien", "duda", ""),
    "#": ("1", "2", "3", "4", "5", "6", "7", "8"),
}
EXTRA_ROWS = (
    "ReLU",
    "BatchNorm",
    "Dropout",
    "ReLU (activación)",
    "Batch Normalization",
    "Softmax (activación)",
    "Activación ReLU",
)
