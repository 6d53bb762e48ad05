"""The colours do what they promise, by formulas of their own."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from analysis.charts import theme

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
PROTANOPIA = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
DEUTERANOPIA = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]


def linear(color: str) -> np.ndarray:
    values = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    dark, light = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) + 0.05 for color in (one, other))
    return light / dark


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Ottosson (2020)."""
    to_lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(to_lab) @ np.cbrt(np.array(to_lms) @ rgb)


@pytest.mark.parametrize("background", ["#ffffff", "#14181c"])
@pytest.mark.parametrize("color", [*theme.PALETTE, theme.ACCENT, theme.MUTED])
def test_colours_stand_out_from_the_light_and_the_dark_page(color: str, background: str) -> None:
    assert contrast(color, background) >= 3


@pytest.mark.parametrize("eyes", [np.eye(3), PROTANOPIA, DEUTERANOPIA], ids=["usual", "protanopia", "deuteranopia"])
def test_any_two_colours_stay_apart(eyes: np.ndarray) -> None:
    seen = [oklab(np.clip(np.array(eyes) @ linear(color), 0, 1)) for color in theme.PALETTE]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) >= 0.09
