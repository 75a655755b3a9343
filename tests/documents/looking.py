"""Looking at a printed page as a reader's camera would."""

import subprocess
from io import BytesIO

import cv2
import numpy as np
from pypdf import PdfReader

DPI = 200
PX = DPI / 25.4


def picture(pdf, page=1, dpi=DPI):
    """The page as a grey picture."""
    done = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-png", "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return cv2.imdecode(np.frombuffer(done.stdout, np.uint8), cv2.IMREAD_GRAYSCALE)


def words(pdf):
    """The text of each page, without the line breaks and spaces that setting puts in."""
    return [
        "".join(page.extract_text().replace("\u200b", "").split()) for page in PdfReader(BytesIO(pdf)).pages
    ]


def marks(image):
    """The corner marks found: number → its four corners in pixels."""
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    corners, ids, _ = detector.detectMarkers(image)
    return {int(n): quad.reshape(4, 2) for n, quad in zip(ids.ravel(), corners, strict=True)}
