import gzip
import io
import zipfile


def build(folder, notebook):
    """Write bombs under names that somebody might unpack."""
    zeros = gzip.compress(bytes(50 << 20))
    (folder / "descent.ipynb").write_bytes(zeros)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("descent.ipynb", bytes(50 << 20))
        archive.writestr("../../../descent.ipynb", notebook)
    (folder / "descent.zip").write_bytes(packed.getvalue())
