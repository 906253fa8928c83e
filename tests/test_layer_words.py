"""How each kind of layer is told in a table's «Detalle», in the list of the structure, and by the conventions above."""

import pytest

from grader.layers import LAYERS
from grader.layers.batch_normalization import COUNTED, NOT_COUNTED
from grader.model import Layer


def layer(kind, *inputs, **parameters):
    return Layer(kind, "CAPA", "CAPA", parameters, inputs=inputs)


WINDOW = {"kernel": 3, "strides": 1, "padding": 0}
OBLONG = {"kernel_height": 3, "kernel_width": 1, "strides_height": 2, "strides_width": 1, "padding": 0}
TOLD = (  # a layer, its detail in the table, its line in the list of the structure
    (layer("input", length=12, channels=1), "(12, 1)", "Secuencias de largo 12 con 1 canal"),
    (layer("dense", units=10), "10 neuronas", "10 neuronas"),
    (
        layer("dense", units=1, per_position=True, use_bias=False),
        "1 neurona en cada posición, sin sesgos",
        "1 neurona en cada posición, sin sesgos",
    ),
    (layer("dense", units=4, use_bias=False), "4 neuronas, sin sesgos", "4 neuronas, sin sesgos"),
    (
        layer("input", depth=4, height=5, width=6, channels=3),
        "(4, 5, 6, 3)",
        "Volúmenes de tamaño 4x5x6 con 3 canales",
    ),
    (
        layer("conv2d", filters=8, **OBLONG),
        "f=3x1, s=(2, 1), p=0, 8 filtros",
        "Kernel de 3x1, 8 filtros, stride de (2, 1), padding de 0",
    ),
    (
        layer("conv2d", filters=8, kernel=3, strides=1, padding_height=0, padding_width=2),
        "f=3x3, s=1, p=(0, 2), 8 filtros",
        "Kernel de 3x3, 8 filtros, stride de 1, padding de (0, 2) (zero-padding)",
    ),
    (
        layer("conv2d", filters=8, **WINDOW | {"padding": "same"}, dilation=2, groups=4, use_bias=False),
        "f=3x3, s=1, p=same, d=2, 8 filtros, 4 grupos, sin sesgos",
        "Kernel de 3x3, 8 filtros, stride de 1, padding «same», dilatación de 2, 4 grupos, sin sesgos",
    ),
    (
        layer("conv2d", filters=8, **WINDOW, dilation=1, groups=1, use_bias=True),
        "f=3x3, s=1, p=0, 8 filtros",
        "Kernel de 3x3, 8 filtros, stride de 1, padding de 0",
    ),
    (
        layer("conv2d", filters=1, **WINDOW, dilation_height=1, dilation_width=3),
        "f=3x3, s=1, p=0, d=(1, 3), 1 filtro",
        "Kernel de 3x3, 1 filtro, stride de 1, padding de 0, dilatación de (1, 3)",
    ),
    (
        layer(
            "conv2d", filters=2, kernel=3, strides=1, padding_top=0, padding_bottom=1, padding_left=2, padding_right=3
        ),
        "f=3x3, s=1, p=(0, 1, 2, 3), 2 filtros",
        "Kernel de 3x3, 2 filtros, stride de 1, padding de (0, 1, 2, 3) (zero-padding)",
    ),
    (
        layer("conv1d", filters=4, kernel=5, strides=1, padding="causal"),
        "f=5, s=1, p=causal, 4 filtros",
        "Kernel de 5, 4 filtros, stride de 1, padding «causal»",
    ),
    (
        layer("conv3d", filters=4, kernel=3, strides=2, padding=1),
        "f=3x3x3, s=2, p=1, 4 filtros",
        "Kernel de 3x3x3, 4 filtros, stride de 2, padding de 1 (zero-padding)",
    ),
    (
        layer("conv2d_transpose", filters=4, kernel=3, strides=2, padding=1),
        "f=3x3, s=2, p=1, 4 filtros, transpuesta",
        "Convolución transpuesta: Kernel de 3x3, 4 filtros, stride de 2, padding de 1 (zero-padding)",
    ),
    (
        layer("conv2d_transpose", filters=4, kernel=3, strides=2, padding="same", output_padding=1, use_bias=False),
        "f=3x3, s=2, p=same, 4 filtros, sin sesgos, transpuesta, relleno de salida 1",
        "Convolución transpuesta: Kernel de 3x3, 4 filtros, stride de 2, padding «same», sin sesgos",
    ),
    (
        layer("conv1d_transpose", filters=4, kernel=3, strides=2, padding="valid", output_padding=0),
        "f=3, s=2, p=valid, 4 filtros, transpuesta",
        "Convolución transpuesta: Kernel de 3, 4 filtros, stride de 2, padding «valid»",
    ),
    (
        layer("separable_conv2d", filters=1, **WINDOW),
        "f=3x3, s=1, p=0, separable, 1 filtro",
        "Separable: kernel de 3x3 en cada canal y después 1 filtro de 1x1, stride de 1, padding de 0",
    ),
    (
        layer("separable_conv1d", filters=8, **WINDOW, depth_multiplier=2, use_bias=False),
        "f=3, s=1, p=0, separable, 8 filtros, 2 por canal, sin sesgos",
        (
            "Separable: kernel de 3 en cada canal y después 8 filtros, 2 por canal, sin sesgos de 1x1, stride de 1, "
            "padding de 0"
        ),
    ),
    (
        layer("depthwise_conv2d", **WINDOW, depth_multiplier=1),
        "f=3x3, s=1, p=0, por canal",
        "Kernel de 3x3 en cada canal por separado (depthwise), stride de 1, padding de 0",
    ),
    (
        layer("depthwise_conv2d", **WINDOW),
        "f=3x3, s=1, p=0, por canal",
        "Kernel de 3x3 en cada canal por separado (depthwise), stride de 1, padding de 0",
    ),
    (
        layer("depthwise_conv1d", **WINDOW, depth_multiplier=2, use_bias=False),
        "f=3, s=1, p=0, por canal, 2 filtros por canal, sin sesgos",
        (
            "Kernel de 3 en cada canal por separado (depthwise), 2 filtros por canal, sin sesgos, stride de 1, "
            "padding de 0"
        ),
    ),
    (
        layer("max_pooling1d", kernel=2, strides=2, padding=0, ceil_mode=True),
        "2, s=2, max, redondeo hacia arriba",
        "Pooling 2, stride de 2, tipo 'max', redondeando hacia arriba",
    ),
    (layer("max_pooling2d", kernel=2, strides=2), "2x2, s=2, max", "Pooling 2x2, stride de 2, tipo 'max'"),
    (layer("average_pooling1d", kernel=2, strides=2), "2, s=2, promedio", "Pooling 2, stride de 2, tipo 'promedio'"),
    (layer("max_pooling3d", kernel=2, strides=2), "2x2x2, s=2, max", "Pooling 2x2x2, stride de 2, tipo 'max'"),
    (
        layer("average_pooling3d", kernel=2, strides=1, padding="same", ceil_mode=False),
        "2x2x2, s=1, p=same, promedio",
        "Pooling 2x2x2, stride de 1, padding «same», tipo 'promedio'",
    ),
    (
        layer("max_pooling2d", kernel=3, strides=2, padding=1, dilation=2),
        "3x3, s=2, p=1, d=2, max",
        "Pooling 3x3, stride de 2, padding de 1, tipo 'max'",
    ),
    (
        layer("adaptive_average_pooling2d", output=7),
        "adaptativo a 7x7, promedio",
        "Pooling adaptativo de tipo 'promedio': a la salida queda 7x7 en cada canal",
    ),
    (
        layer("adaptive_max_pooling3d", output_depth=1, output_height=2, output_width=3),
        "adaptativo a 1x2x3, max",
        "Pooling adaptativo de tipo 'max': a la salida queda 1x2x3 en cada canal",
    ),
    (
        layer("adaptive_max_pooling1d", output=4),
        "adaptativo a 4, max",
        "Pooling adaptativo de tipo 'max': a la salida queda 4 en cada canal",
    ),
    (
        layer("global_average_pooling2d"),
        "global, promedio",
        "Pooling global, tipo 'promedio': un número por canal",
    ),
    (
        layer("global_max_pooling1d", keepdims=True),
        "global, max, conserva el rango",
        "Pooling global, tipo 'max': un número por canal (conserva los lados, de tamaño 1)",
    ),
    (layer("zero_padding2d", padding=2), "ceros: 2 por lado", "Borde de ceros: 2 por lado"),
    (
        layer("zero_padding2d", padding_height=1, padding_width=0),
        "ceros: alto 1, ancho 0",
        "Borde de ceros: alto 1, ancho 0",
    ),
    (
        layer("zero_padding2d", padding_top=0, padding_bottom=1, padding_left=2, padding_right=3),
        "ceros: arriba 0, abajo 1, izquierda 2, derecha 3",
        "Borde de ceros: arriba 0, abajo 1, izquierda 2, derecha 3",
    ),
    (
        layer("zero_padding1d", padding_left=2, padding_right=0),
        "ceros: izquierda 2, derecha 0",
        "Borde de ceros: izquierda 2, derecha 0",
    ),
    (
        layer("cropping3d", cropping_depth=1, cropping_height=2, cropping_width=3),
        "recorte: profundidad 1, alto 2, ancho 3",
        "Recorte del borde: profundidad 1, alto 2, ancho 3",
    ),
    (
        layer("cropping3d", cropping_front=1, cropping_back=0, cropping_height=2, cropping_width=3),
        "recorte: alto 2, ancho 3, frente 1, fondo 0",
        "Recorte del borde: alto 2, ancho 3, frente 1, fondo 0",
    ),
    (layer("upsampling2d", size=2), "×2x2", "Upsampling 2x2: cada número se repite en cada lado"),
    (
        layer("upsampling3d", size_depth=1, size_height=2, size_width=3),
        "×1x2x3",
        "Upsampling 1x2x3: cada número se repite en cada lado",
    ),
    (
        layer("batch_normalization"),
        "gamma y beta",
        "Normalización por lotes (batch normalization), gamma y beta",
    ),
    (
        layer("layer_normalization", center=False, scale=False),
        "sin gamma ni beta",
        "Normalización por capa (layer normalization), sin gamma ni beta",
    ),
    (
        layer("group_normalization", groups=4, scale=False, center=True),
        "4 grupos, sin gamma",
        "Normalización en 4 grupos de canales, sin gamma",
    ),
    (
        layer("group_normalization", groups=2, center=False),
        "2 grupos, sin beta",
        "Normalización en 2 grupos de canales, sin beta",
    ),
    (
        layer("normalization", stored=True),
        "media y varianza guardadas",
        "Normaliza cada canal con una media y una varianza guardadas",
    ),
    (
        layer("normalization", stored=False),
        "media y varianza fijas",
        "Normaliza cada canal con una media y una varianza fijas",
    ),
    (layer("layer_scale"), "un factor por canal", "Multiplica cada canal por un factor que aprende"),
    (layer("rescaling"), "cambia la escala", "Cambia la escala de los datos con números fijos"),
    (layer("prelu"), "una pendiente por número", "PReLU, una pendiente por número"),
    (layer("prelu", shared="all"), "una sola pendiente", "PReLU, una sola pendiente"),
    (
        layer("prelu", shared="1,2"),
        "pendientes compartidas en los ejes 1,2",
        "PReLU, pendientes compartidas en los ejes 1,2",
    ),
    (layer("lstm", units=1), "1 unidad, último paso", "LSTM, 1 unidad, último paso"),
    (
        layer("gru", units=8, return_sequences=True, use_bias=False),
        "8 unidades, toda la secuencia, sin sesgos",
        "GRU, 8 unidades, toda la secuencia, sin sesgos",
    ),
    (
        layer("simple_rnn", units=8, bidirectional=True),
        "8 unidades, en las dos direcciones, último paso",
        "recurrente simple, 8 unidades, en las dos direcciones, último paso",
    ),
    *(
        (
            layer("lstm", units=8, bidirectional=True, merge=merge),
            f"8 unidades, en las dos direcciones, {words}último paso",
            f"LSTM, 8 unidades, en las dos direcciones, {words}último paso",
        )
        for merge, words in {"concat": "", "sum": "sumadas, ", "ave": "promediadas, ", "mul": "multiplicadas, "}.items()
    ),
    (
        layer("embedding", vocabulary=500, units=16),
        "500 palabras, 16 números cada una",
        "Embedding de 500 palabras en 16 números",
    ),
    (
        layer("multi_head_attention", heads=4, key_dim=8),
        "4 cabezas, k=8",
        "Atención de 4 cabezas, k=8",
    ),
    (
        layer("multi_head_attention", heads=4, key_dim=8, value_dim=6, use_bias=False),
        "4 cabezas, k=8, v=6, sin sesgos",
        "Atención de 4 cabezas, k=8, v=6, sin sesgos",
    ),
    (layer("repeat_vector", times=3), "3 veces", "Repite el vector 3 veces"),
    (layer("permute", order="2,1"), "ejes 2,1", "Cambia el orden de los ejes a 2,1"),
    (
        layer("reshape", size_1=4, size_2=4, size_3=8),
        "a (4, 4, 8)",
        "Cambia la forma a (4, 4, 8) sin cambiar los números",
    ),
    (layer("add", "A", "B"), "A y B", "Suma número a número lo que dan A y B"),
    (layer("average", "A", "B", "C"), "A, B y C", "Promedia número a número lo que dan A, B y C"),
    (layer("multiply"), "", "Multiplica número a número sus entradas"),
    (layer("concatenate", "A", "B", "C"), "A, B y C", "Une una tras otra las salidas de A, B y C"),
    (layer("concatenate"), "", "Une sus entradas"),
    (layer("model"), "modelo anidado", "Modelo anidado: cuenta lo de todas sus capas"),
)


@pytest.mark.parametrize(("it", "detail", "sentence"), TOLD, ids=lambda it: it.kind if isinstance(it, Layer) else it)
def test_a_layer_is_told_in_the_table_and_in_the_list(it, detail, sentence):
    assert (LAYERS[it.kind].detail(it), LAYERS[it.kind].sentence(it)) == (detail, sentence)


SAME = "Con padding «same» (el de Keras) cada lado queda de ⌈n/s⌉"
CAUSAL = "Con padding «causal» todos los ceros se agregan al comienzo"
GAPS = "Con dilatación d un kernel de lado f abarca d·(f − 1) + 1."
UPWARDS = "Este pooling redondea hacia arriba"
LAST = (  # a layer, and how the conventions begin that depend on what it says
    (layer("conv2d", filters=8, **WINDOW), ()),
    (layer("conv2d", filters=8, **WINDOW | {"padding": "valid"}, dilation=1), ()),
    (layer("conv2d", filters=8, **WINDOW | {"padding": "same"}), (SAME,)),
    (layer("conv1d", filters=8, **WINDOW | {"padding": "causal"}, dilation=2), (CAUSAL, GAPS)),
    (layer("separable_conv2d", filters=8, **WINDOW | {"padding": "same"}), (SAME,)),
    (layer("depthwise_conv2d", **WINDOW, dilation=2), (GAPS,)),
    (layer("max_pooling2d", **WINDOW), ()),
    (layer("max_pooling2d", **WINDOW | {"padding": "same"}, ceil_mode=True), (SAME, UPWARDS)),
    (
        layer("conv2d_transpose", filters=8, **WINDOW),
        ("De un lado n a la entrada de una convolución transpuesta queda (n − 1)·s − 2p + f a la salida",),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "valid"}),
        ("Con padding «valid» una convolución transpuesta da lados de n·s + max(f − s; 0).",),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "same"}),
        ("Con padding «same» una convolución transpuesta da lados de n·s.",),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "same"}, output_padding=1),
        ("Con padding «same» y relleno de salida o, una convolución transpuesta da (n − 1)·s + f − 2·⌊f/2⌋ + o.",),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "same"}, output_padding=1, dilation=2),
        (
            "Con padding «same» y relleno de salida o, una convolución transpuesta da (n − 1)·s + f − 2·⌊f/2⌋ + o.",
            "Con dilatación d, f es ahí d·(f − 1) + 1, lo que abarca el kernel.",
        ),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "valid"}, dilation=2),
        ("Con padding «valid» una convolución transpuesta da lados de n·s + max(f − s; 0).", "Con dilatación d, f es"),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "same"}, dilation=2),
        ("Con padding «same» una convolución transpuesta da lados de n·s.",),
    ),
    (
        layer("conv2d_transpose", filters=8, **WINDOW | {"padding": "valid"}, output_padding=1),
        ("De un lado n a la entrada de una convolución transpuesta queda (n − 1)·s − 2p + f a la salida",),
    ),
    (layer("batch_normalization"), (COUNTED,)),
    (layer("batch_normalization", moving=True), (COUNTED,)),
    (layer("batch_normalization", moving=False), (NOT_COUNTED,)),
    (layer("normalization"), ("La normalización con estadísticas guarda la media y la varianza",)),
    (layer("normalization", stored=False), ()),
    (layer("gru", units=8), ("Cada juego tiene dos sesgos por unidad (reset_after, como en Keras y PyTorch).",)),
    (layer("gru", units=8, reset_after=False), ("Cada juego tiene un sesgo por unidad (reset_after = false).",)),
    (layer("lstm", units=8), ("Cada juego tiene un sesgo por unidad, como en Keras.",)),
    (layer("lstm", units=8, two_biases=True), ("Cada juego tiene dos sesgos por unidad, como en PyTorch.",)),
    (layer("simple_rnn", units=8), ()),
    (layer("simple_rnn", units=8, two_biases=True), ("Cada unidad tiene dos sesgos, como en PyTorch.",)),
)


@pytest.mark.parametrize(("it", "beginnings"), LAST)
def test_a_convention_is_printed_where_the_layer_needs_it(it, beginnings):
    kind = LAYERS[it.kind]
    found = kind.told(it)[len(kind.conventions) :]
    assert kind.told(it)[: len(kind.conventions)] == kind.conventions
    assert [text[: len(start)] for text, start in zip(found, beginnings, strict=True)] == list(beginnings)


NEEDS = {1: "una secuencia (largo, canales)", 2: "una imagen (alto, ancho, canales)"}
NEEDS[3] = "un volumen (profundidad, alto, ancho, canales)"


@pytest.mark.parametrize("rank", NEEDS)
def test_a_kind_tells_what_it_needs_and_calls_the_sides_of_a_sequence_so(rank):
    kinds = ["max_pooling{}d", "conv{}d_transpose", "zero_padding{}d", "cropping{}d", "upsampling{}d"]
    kinds += ["global_average_pooling{}d", "adaptive_max_pooling{}d", *(["depthwise_conv{}d"] if rank < 3 else [])]
    for name in kinds:
        kind = LAYERS[name.format(rank)]
        assert (kind.needs, kind.axes) == (NEEDS[rank], {2: ("L", "C")})


@pytest.mark.parametrize("kind", ["conv1d", "conv2d", "conv3d", "separable_conv2d", "conv2d_transpose"])
def test_who_counts_one_bias_is_told_that_there_is_one_for_each_filter(kind):
    (rule,) = [it for it in LAYERS[kind].wrong if it.slug == "un-sesgo-por-capa"]
    assert rule.sentence == "contaste un solo sesgo para toda la capa y hay uno por cada filtro"
    assert rule.advice == "Cuenta los sesgos de la capa, uno por cada filtro: son {F}."
