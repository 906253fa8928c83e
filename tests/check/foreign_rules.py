"""Wrong rules for counts that students could use and that the catalogue of misconceptions does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def conv_suma_canales_al_kernel(f: int, C: int, F: int) -> int:
    """Suma los canales al área del kernel en vez de multiplicarlos."""
    return (f * f + C) * F


def conv_lado_al_cubo(f: int, C: int, F: int) -> int:
    """Eleva el lado al cubo porque el filtro tiene tres dimensiones, y multiplica además por los canales."""
    return f**3 * C * F


def conv_salidas_como_pesos(Ho: int, Wo: int, F: int) -> int:
    """Cuenta las activaciones de salida como si fueran los pesos."""
    return Ho * Wo * F


def conv_cuadrado_como_doble(f: int, C: int, F: int) -> int:
    """Calcula f al cuadrado como dos por f."""
    return 2 * f * C * F


def conv_padding_agranda_kernel(f: int, p: int, C: int, F: int) -> int:
    """Cree que el padding agranda el kernel por ambos lados."""
    return (f + 2 * p) ** 2 * C * F


def conv_suma_canales_y_filtros(f: int, C: int, F: int) -> int:
    """Suma canales y filtros antes de multiplicar por el kernel."""
    return f * f * (C + F)


def conv_canales_en_lugar_de_filtros(f: int, C: int) -> int:
    """Usa los canales de entrada dos veces, también donde van los filtros."""
    return f * f * C * C


def conv_filtros_en_lugar_de_canales(f: int, F: int) -> int:
    """Usa los filtros dos veces, también donde van los canales de entrada."""
    return f * f * F * F


def conv_cuadrado_tambien_a_canales(f: int, C: int, F: int) -> int:
    """Eleva al cuadrado el kernel y también los canales."""
    return (f * C) ** 2 * F


def conv_canales_por_filtros_sin_kernel(C: int, F: int) -> int:
    """Trata la convolución como densa de canales a filtros y olvida el kernel."""
    return C * F


def conv_kernel_elevado_dos_veces(f: int, C: int, F: int) -> int:
    """Eleva al cuadrado un kernel que ya había elevado al cuadrado."""
    return f**4 * C * F


def conv_pesos_sin_compartir(f: int, C: int, F: int, Ho: int, Wo: int) -> int:
    """No comparte los pesos: pone un filtro nuevo en cada posición de la salida."""
    return f * f * C * F * Ho * Wo


def conv_kernels_que_caben(f: int, C: int, F: int, H: int, W: int) -> int:
    """Cuenta cuántos kernels caben en la imagen, no los pesos de cada uno."""
    return (H // f) * (W // f) * C * F


def conv_kernel_por_pixel(f: int, H: int, W: int) -> int:
    """Multiplica el kernel por los píxeles que recorre y olvida los filtros."""
    return f * f * H * W


def conv_lado_menos_uno(f: int, C: int, F: int) -> int:
    """Resta uno al lado del kernel, como si contara los intervalos."""
    return (f - 1) ** 2 * C * F


def conv_recorrido_como_pesos(f: int, F: int, H: int, W: int) -> int:
    """Usa como lado del filtro lo que queda de la imagen al restar el kernel."""
    return (H - f) * (W - f) * F


def conv_kernel_mas_conexiones(f: int, C: int, F: int) -> int:
    """Suma el área del kernel al producto de canales por filtros."""
    return f * f + C * F


def conv_sesgo_por_casilla(f: int) -> int:
    """Pone un sesgo en cada casilla del kernel y olvida los filtros."""
    return f * f


def conv_sesgo_por_canal_y_filtro(C: int, F: int) -> int:
    """Pone un sesgo por cada par de canal de entrada y filtro."""
    return C * F


def conv_sesgo_por_canal_mas_filtro(C: int, F: int) -> int:
    """Pone un sesgo por canal de entrada y otro por filtro."""
    return C + F


def conv_sesgo_por_activacion(Ho: int, Wo: int, F: int) -> int:
    """Pone un sesgo en cada activación de la salida, sin compartirlo en el mapa."""
    return Ho * Wo * F


def conv_sesgo_por_posicion(Ho: int, Wo: int) -> int:
    """Pone un sesgo por posición del mapa de salida, común a todos los filtros."""
    return Ho * Wo


def conv_sesgo_por_fila(f: int, F: int) -> int:
    """Pone un sesgo por cada fila del kernel en cada filtro."""
    return f * F


def conv_sesgo_por_casilla_y_filtro(f: int, F: int) -> int:
    """Pone un sesgo en cada casilla del kernel de cada filtro."""
    return f * f * F


def conv_un_filtro_sin_sesgo(F: int) -> int:
    """Cree que el primer filtro sirve de referencia y no lleva sesgo."""
    return F - 1


def conv_sesgos_dentro_del_parentesis(f: int, C: int, F: int) -> int:
    """Suma todos los sesgos a cada filtro y después multiplica por los filtros."""
    return (f * f * C + F) * F


def conv_mas_uno_en_ambos_lados(f: int, C: int, F: int) -> int:
    """Suma el uno del sesgo al filtro y también a la cantidad de filtros."""
    return (f * f * C + 1) * (F + 1)


def conv_sesgo_como_canal(f: int, C: int, F: int) -> int:
    """Cree que el sesgo es un canal de entrada más, con su kernel completo."""
    return f * f * (C + 1) * F


def conv_sesgo_en_el_lado(f: int, C: int, F: int) -> int:
    """Suma el uno del sesgo al lado del kernel antes de elevar al cuadrado."""
    return (f + 1) ** 2 * C * F


def conv_pixeles_por_filtro(H: int, W: int, F: int) -> int:
    """Conecta cada filtro con todos los píxeles de un solo canal y suma los sesgos."""
    return H * W * F + F


def conv_suma_todo_el_filtro(f: int, C: int, F: int) -> int:
    """Suma kernel, canales y sesgo de cada filtro en vez de multiplicar los dos primeros."""
    return (f * f + C + 1) * F


def conv_densa_de_canales(C: int, F: int) -> int:
    """Aplica la fórmula de la capa densa a canales y filtros, sin el kernel."""
    return (C + 1) * F


def conv_resta_los_sesgos(w: int, b: int) -> int:
    """Resta los sesgos de los pesos en vez de sumarlos."""
    return w - b


def conv_pesos_dos_veces(w: int, b: int) -> int:
    """Suma los pesos dos veces y los sesgos una."""
    return 2 * w + b


def conv_canales_otra_vez(w: int, b: int, C: int) -> int:
    """Multiplica el total otra vez por los canales, que ya estaban en los pesos."""
    return (w + b) * C


def conv_filtros_otra_vez(w: int, F: int) -> int:
    """Multiplica otra vez por los filtros: toma los pesos de la capa por los de un filtro."""
    return (w + 1) * F


def conv_total_por_posicion(w: int, b: int, Ho: int, Wo: int) -> int:
    """Repite los parámetros en cada posición de la salida: confunde parámetros y operaciones."""
    return (w + b) * Ho * Wo


def conv_suma_hiperparametros(w: int, b: int, f: int, s: int, p: int) -> int:
    """Cuenta también kernel, stride y padding como parámetros que se aprenden."""
    return w + b + f + s + p


def conv_area_como_sesgo(w: int, f: int) -> int:
    """Suma el área del kernel en el lugar de los sesgos."""
    return w + f * f


def conv_suma_canales_al_total(w: int, b: int, C: int) -> int:
    """Añade un parámetro por canal de entrada, además de los sesgos."""
    return w + b + C


def dense_entradas_al_cuadrado(n: int, m: int) -> int:
    """Eleva las entradas al cuadrado, como el lado de un kernel."""
    return n * n * m


def dense_una_entrada_menos(n: int, m: int) -> int:
    """Descuenta una entrada porque cree que es la del sesgo."""
    return (n - 1) * m


def dense_una_salida_menos(n: int, m: int) -> int:
    """Descuenta una neurona de salida porque cree que es la del sesgo."""
    return n * (m - 1)


def dense_conexiones_de_ida_y_vuelta(n: int, m: int) -> int:
    """Cuenta cada conexión dos veces, una de ida y otra de vuelta."""
    return 2 * n * m


def dense_conexiones_a_la_mitad(n: int, m: int) -> int:
    """Divide entre dos porque cree que cuenta cada conexión dos veces."""
    return n * m // 2


def dense_entradas_por_entradas(n: int) -> int:
    """Usa una matriz cuadrada del tamaño de la entrada."""
    return n * n


def dense_salidas_por_salidas(m: int) -> int:
    """Usa una matriz cuadrada del tamaño de la salida."""
    return m * m


def dense_suma_al_cuadrado(n: int, m: int) -> int:
    """Usa la matriz de adyacencia de todas las neuronas, de ambas capas."""
    return (n + m) ** 2


def dense_todas_las_parejas(n: int, m: int) -> int:
    """Conecta todas las neuronas entre sí, también las de una misma capa."""
    return (n + m) * (n + m - 1) // 2


def dense_un_sesgo_menos(m: int) -> int:
    """Cree que una de las neuronas de salida no lleva sesgo."""
    return m - 1


def dense_un_sesgo_mas(m: int) -> int:
    """Cuenta un sesgo por neurona y otro de la capa."""
    return m + 1


def dense_sesgo_en_ambos_lados(n: int, m: int) -> int:
    """Pone un sesgo en cada neurona, de la entrada y de la salida."""
    return n + m


def dense_sesgo_por_pareja_de_salidas(m: int) -> int:
    """Pone a cada neurona de salida un vector de sesgos entero."""
    return m * m


def dense_mas_uno_en_entrada_y_salida(n: int, m: int) -> int:
    """Suma el uno del sesgo a las entradas y también a las salidas."""
    return (n + 1) * (m + 1)


def dense_sesgos_de_entrada_y_salida(n: int, m: int) -> int:
    """Suma como sesgos todas las entradas y todas las salidas."""
    return n * m + n + m


def dense_sesgo_global_de_mas(w: int, b: int) -> int:
    """Añade a los sesgos de las neuronas uno más, global."""
    return w + b + 1


def dense_pesos_menos_sesgos(w: int, b: int) -> int:
    """Resta los sesgos de los pesos en vez de sumarlos."""
    return w - b


def dense_pesos_dobles(w: int, b: int) -> int:
    """Suma los pesos dos veces y los sesgos una."""
    return 2 * w + b


def dense_entradas_en_lugar_de_salidas(n: int) -> int:
    """Usa las entradas también como neuronas de salida."""
    return n * (n + 1)


def dense_salidas_en_lugar_de_entradas(m: int) -> int:
    """Usa las salidas también como entradas."""
    return m * (m + 1)


def dense_salidas_otra_vez(w: int, b: int, m: int) -> int:
    """Multiplica el total otra vez por las neuronas de salida."""
    return (w + b) * m


def dense_sesgo_solo_entre_salidas(w: int, m: int) -> int:
    """Cree que cada salida manda un sesgo a todas las demás."""
    return w + m * (m - 1)


def flatten_un_lado_por_canales(H: int, C: int) -> int:
    """Multiplica solo un lado por los canales y olvida el otro."""
    return H * C


def flatten_suma_los_lados(H: int, W: int, C: int) -> int:
    """Suma los lados del mapa en vez de multiplicarlos."""
    return (H + W) * C


def flatten_suma_los_canales(H: int, W: int, C: int) -> int:
    """Suma los canales al área del mapa en vez de multiplicarlos."""
    return H * W + C


def flatten_agrega_el_sesgo(H: int, W: int, C: int) -> int:
    """Añade al vector aplanado una entrada para el sesgo."""
    return H * W * C + 1


def flatten_indices_desde_cero(H: int, W: int, C: int) -> int:
    """Toma el último índice por el tamaño y resta uno a cada lado."""
    return (H - 1) * (W - 1) * C


def flatten_reduce_otra_vez(H: int, W: int, C: int) -> int:
    """Aplica otra vez un pooling de 2×2 antes de aplanar."""
    return (H // 2) * (W // 2) * C


def flatten_canales_al_cuadrado(H: int, W: int, C: int) -> int:
    """Multiplica dos veces por los canales."""
    return H * W * C * C


def flatten_perimetro_por_canales(H: int, W: int, C: int) -> int:
    """Usa el perímetro del mapa en vez de su área."""
    return 2 * (H + W) * C


def flatten_lado_al_cubo(H: int) -> int:
    """Cree que el volumen es un cubo y usa el lado también como profundidad."""
    return H**3


def flatten_canales_al_cuadrado_por_lado(H: int, C: int) -> int:
    """Eleva al cuadrado los canales en vez del lado."""
    return H * C * C


def pool_ventana_unica(f: int) -> int:
    """Cree que una sola ventana de pesos sirve para todos los canales."""
    return f * f


def pool_ventana_por_stride(f: int, s: int) -> int:
    """Multiplica el área de la ventana por el stride como si fueran pesos."""
    return f * f * s


def pool_ventana_con_sesgo(f: int) -> int:
    """Da al pooling una ventana de pesos y un sesgo, comunes a todos los canales."""
    return f * f + 1


def pool_pooling_como_convolucion(f: int, C: int) -> int:
    """Trata el pooling como una convolución con tantos filtros como canales."""
    return f * f * C * C + C


@dataclass(frozen=True)
class Rule:
    """A wrong rule: the layer and quantity it stands for, and its formula over named letters."""

    layer: str
    quantity: str
    formula: Callable[..., int]


RULES: tuple[Rule, ...] = (
    Rule("conv2d", "weights", conv_suma_canales_al_kernel),
    Rule("conv2d", "weights", conv_lado_al_cubo),
    Rule("conv2d", "weights", conv_salidas_como_pesos),
    Rule("conv2d", "weights", conv_cuadrado_como_doble),
    Rule("conv2d", "weights", conv_padding_agranda_kernel),
    Rule("conv2d", "weights", conv_suma_canales_y_filtros),
    Rule("conv2d", "weights", conv_canales_en_lugar_de_filtros),
    Rule("conv2d", "weights", conv_filtros_en_lugar_de_canales),
    Rule("conv2d", "weights", conv_cuadrado_tambien_a_canales),
    Rule("conv2d", "weights", conv_canales_por_filtros_sin_kernel),
    Rule("conv2d", "weights", conv_kernel_elevado_dos_veces),
    Rule("conv2d", "weights", conv_pesos_sin_compartir),
    Rule("conv2d", "weights", conv_kernels_que_caben),
    Rule("conv2d", "weights", conv_kernel_por_pixel),
    Rule("conv2d", "weights", conv_lado_menos_uno),
    Rule("conv2d", "weights", conv_recorrido_como_pesos),
    Rule("conv2d", "weights", conv_kernel_mas_conexiones),
    Rule("conv2d", "biases", conv_sesgo_por_casilla),
    Rule("conv2d", "biases", conv_sesgo_por_canal_y_filtro),
    Rule("conv2d", "biases", conv_sesgo_por_canal_mas_filtro),
    Rule("conv2d", "biases", conv_sesgo_por_activacion),
    Rule("conv2d", "biases", conv_sesgo_por_posicion),
    Rule("conv2d", "biases", conv_sesgo_por_fila),
    Rule("conv2d", "biases", conv_sesgo_por_casilla_y_filtro),
    Rule("conv2d", "biases", conv_un_filtro_sin_sesgo),
    Rule("conv2d", "params", conv_sesgos_dentro_del_parentesis),
    Rule("conv2d", "params", conv_mas_uno_en_ambos_lados),
    Rule("conv2d", "params", conv_sesgo_como_canal),
    Rule("conv2d", "params", conv_sesgo_en_el_lado),
    Rule("conv2d", "params", conv_pixeles_por_filtro),
    Rule("conv2d", "params", conv_suma_todo_el_filtro),
    Rule("conv2d", "params", conv_densa_de_canales),
    Rule("conv2d", "params", conv_resta_los_sesgos),
    Rule("conv2d", "params", conv_pesos_dos_veces),
    Rule("conv2d", "params", conv_canales_otra_vez),
    Rule("conv2d", "params", conv_filtros_otra_vez),
    Rule("conv2d", "params", conv_total_por_posicion),
    Rule("conv2d", "params", conv_suma_hiperparametros),
    Rule("conv2d", "params", conv_area_como_sesgo),
    Rule("conv2d", "params", conv_suma_canales_al_total),
    Rule("dense", "weights", dense_entradas_al_cuadrado),
    Rule("dense", "weights", dense_una_entrada_menos),
    Rule("dense", "weights", dense_una_salida_menos),
    Rule("dense", "weights", dense_conexiones_de_ida_y_vuelta),
    Rule("dense", "weights", dense_conexiones_a_la_mitad),
    Rule("dense", "weights", dense_entradas_por_entradas),
    Rule("dense", "weights", dense_salidas_por_salidas),
    Rule("dense", "weights", dense_suma_al_cuadrado),
    Rule("dense", "weights", dense_todas_las_parejas),
    Rule("dense", "biases", dense_un_sesgo_menos),
    Rule("dense", "biases", dense_un_sesgo_mas),
    Rule("dense", "biases", dense_sesgo_en_ambos_lados),
    Rule("dense", "biases", dense_sesgo_por_pareja_de_salidas),
    Rule("dense", "params", dense_mas_uno_en_entrada_y_salida),
    Rule("dense", "params", dense_sesgos_de_entrada_y_salida),
    Rule("dense", "params", dense_sesgo_global_de_mas),
    Rule("dense", "params", dense_pesos_menos_sesgos),
    Rule("dense", "params", dense_pesos_dobles),
    Rule("dense", "params", dense_entradas_en_lugar_de_salidas),
    Rule("dense", "params", dense_salidas_en_lugar_de_entradas),
    Rule("dense", "params", dense_salidas_otra_vez),
    Rule("dense", "params", dense_sesgo_solo_entre_salidas),
    Rule("flatten", "out_shape", flatten_un_lado_por_canales),
    Rule("flatten", "out_shape", flatten_suma_los_lados),
    Rule("flatten", "out_shape", flatten_suma_los_canales),
    Rule("flatten", "out_shape", flatten_agrega_el_sesgo),
    Rule("flatten", "out_shape", flatten_indices_desde_cero),
    Rule("flatten", "out_shape", flatten_reduce_otra_vez),
    Rule("flatten", "out_shape", flatten_canales_al_cuadrado),
    Rule("flatten", "out_shape", flatten_perimetro_por_canales),
    Rule("flatten", "out_shape", flatten_lado_al_cubo),
    Rule("flatten", "out_shape", flatten_canales_al_cuadrado_por_lado),
    Rule("max_pooling2d", "weights", pool_ventana_unica),
    Rule("max_pooling2d", "weights", pool_ventana_por_stride),
    Rule("max_pooling2d", "params", pool_ventana_con_sesgo),
    Rule("max_pooling2d", "params", pool_pooling_como_convolucion),
)
