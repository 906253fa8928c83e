"""Archives: bombs, names that point elsewhere, directories that lie."""

import gzip
import io
import stat
import tarfile
import zlib
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from hostile.catalogue import HEAD, HONEST, MARKED, ROWS, STOPPED, TITLE, trap

MB = 1_000_000


def zipped(*members, how=ZIP_DEFLATED):
    """Each member is (name or ZipInfo, bytes)."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", how) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def zeros(megabytes):
    return b"\0" * (megabytes * MB)


@trap("bomba.zip", STOPPED, "al descomprimirse")
def zip_flat(_):
    """150 MB of zeros in 150 kB, in pieces that each look harmless."""
    return zipped(*((f"{i}.txt", zeros(15)) for i in range(10)))


@trap("bomba-una.zip", STOPPED, "de una forma que no es normal")
def zip_flat_one(_):
    return zipped(("hoja.md", zeros(19)))


@trap("anidada.zip", STOPPED, "comprimido")
def zip_nested(_):
    """Ten archives of ten archives of ten archives; none below the second is opened."""
    data = zipped(("hoja.txt", zeros(5)))
    for _level in range(3):
        data = zipped(*((f"{i}.zip", data) for i in range(10)))
    return data


@trap("quine.zip", STOPPED, "comprimido")
def zip_fifty_deep(_):
    data = HONEST.encode()
    for level in range(50):
        data = zipped((f"nivel-{level}.zip" if level else "hoja.md", data))
    return data


@trap("enteros.zip", STOPPED, "más de 5000 archivos")
def zip_6_000_entries(_):
    return stored(6_000)


@trap("solapada.zip", STOPPED)
def zip_overlapping(_):
    """100 entries of the directory that all point to one piece of 1 MB: 100 MB out of 2 kB."""
    data = zipped(("a.md", b"CONV1 600 8 608\n" * 60_000))
    return with_repeated_entry(data, 100)


def with_repeated_entry(data, count):
    directory = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[directory:end]
    tail = pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, directory, 0)
    return data[:directory] + entry * count + tail


def with_sizes(data, size):
    """The directory says another unpacked size than there is."""
    place = data.rindex(b"PK\x01\x02") + 24
    return data[:place] + pack("<I", size) + data[place + 4 :]


@trap("tallas-menos.zip", STOPPED)
def zip_says_less(_):
    return with_sizes(zipped(("hoja.md", zeros(50))), 100)


@trap("tallas-mas.zip", STOPPED)
def zip_says_more(_):
    return with_sizes(zipped(("hoja.md", HONEST.encode())), 4_000_000_000)


@trap("rutas.zip", MARKED, earns=16)
def zip_paths(canary):
    """The same sheet under names that would be written anywhere; only what it holds counts."""
    return zipped(
        ("../../../../../../../../" + canary.path("fuera.md"), b"hola"),
        (canary.path("absoluta.md"), b"hola"),
        ("C:\\Windows\\System32\\hoja.txt", b"hola"),
        ("\\\\127.0.0.1\\recurso\\hoja.txt", b"hola"),
        ("nulo.md\0.exe", b"hola"),
        ("txt.\u202edm.ajoh", b"hola"),
        ("a" * 5_000 + ".md", b"hola"),
        ("con\n\x1b[2Jsaltos.md", b"hola"),
        ("hoja.md", HONEST.encode()),
    )


@trap("enlace.zip")
def zip_symlink(canary):
    """A link is a small file with a path in it."""
    link = ZipInfo("hoja.md")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return zipped((link, canary.path("secreto.txt")))


@trap("entradas.zip", STOPPED, "partes")
def zip_100_000_entries(_):
    return stored(100_000)


def stored(count):
    """So many files of one letter, written by hand: `zipfile` takes its time."""
    pieces, directory, at = [], [], 0
    for i in range(count):
        name = b"%d.md" % i
        sizes = pack("<IIIHH", crc32(b"x"), 1, 1, len(name), 0)
        pieces.append(pack("<4sHHHHH", b"PK\x03\x04", 10, 0, 0, 0, 33) + sizes + name + b"x")
        directory.append(
            pack("<4sHHHHHH", b"PK\x01\x02", 10, 10, 0, 0, 0, 33) + sizes + pack("<HHHII", 0, 0, 0, 0, at) + name
        )
        at += len(pieces[-1])
    entries = b"".join(directory)
    said = count % 65_536
    return b"".join(pieces) + entries + pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, said, said, len(entries), at, 0)


@trap("textos.zip")
def zip_of_heavy_texts(_):
    """Each of them could be read; a hundred of them take a hundred times as long."""
    text = ("| CONV1 | 600 | 8 |\n" * 9_000 + "CONV1 tiene 600 pesos\n" * 30_000).encode()
    return zipped(*((f"{i}.md", text) for i in range(100)))


@trap("libros.zip")
def zip_of_2_000_sheets(_):
    """So many small files that answer the same."""
    return zipped(*((f"{i}.md", HONEST.encode()) for i in range(2_000)))


@trap("cifrada.zip", STOPPED, "contraseña")
def zip_encrypted(_):
    data = bytearray(zipped(("hoja.md", HONEST.encode())))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


@trap("hoja.md.gz", STOPPED)
def gzip_bomb(_):
    """20 kB that unpack to 20 GB, were it let."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = deflater.compress(zeros(100))
    return piece + deflater.flush() + gzip.compress(zeros(50)) * 20


@trap("cinta.tar.gz")
def tar_of_links_and_devices(canary):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, kind, target in (
            ("hoja.md", tarfile.SYMTYPE, canary.path("secreto.txt")),
            ("dura.md", tarfile.LNKTYPE, "/etc/passwd"),
            ("consola.md", tarfile.CHRTYPE, ""),
            ("tubo.md", tarfile.FIFOTYPE, ""),
            (canary.path("fuera.md"), tarfile.REGTYPE, ""),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
    return stream.getvalue()


@trap("rara.tar", STOPPED)
def tar_says_more(_):
    """A member of 8 TB in a file of 10 kB, in GNU's way of writing large numbers."""
    entry = tarfile.TarInfo("hoja.md")
    entry.size = 1 << 43
    return entry.tobuf(tarfile.GNU_FORMAT) + bytes(10_240)


@trap("dos-en-uno.zip")
def zip_that_is_a_page_too(_):
    """A page before the archive: whoever goes by the first bytes sees another file than who goes by the last."""
    page = f"{TITLE}{HEAD}{ROWS}".encode()
    return b"<html><body><p>Ejemplo 4</p></body></html>\n" + zipped(("hoja.md", page))
