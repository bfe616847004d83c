"""Formulas are read aloud as Unicode where that works."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup.latex import readable

FORMULAS = {
    r"\frac{1}{2} x^2 \leq \alpha": "½ x² ≤ α",
    r"\hat{y} = \sum_{i=1}^{n} w_i x_i": "ŷ = ∑ᵢ₌₁ⁿ wᵢ xᵢ",
    r"P(A|B) = \frac{P(B|A)P(A)}{P(B)}": "P(A|B) = P(B|A)P(A)/P(B)",
    r"\sigma(x) = \frac{1}{1+e^{-x}}": "σ(x) = 1/(1+e⁻ˣ)",
    r"e^{-x^2}": "e^(-x²)",
    r"\frac{a+b}{c}": "(a+b)/c",
    r"\text{precision} = \frac{TP}{TP + FP}": "precision = TP/(TP + FP)",
    r"\lim_{x \to \infty} f'(x)": "lim_(x → ∞) f′(x)",
    r"\sqrt{x^2+1} + \sqrt[3]{x}": "√(x²+1) + ∛x",
    r"\left( \int_0^1 x\,dx \right)": "( ∫₀¹ x dx )",
    r"\mathbb{R}^n \neq \emptyset": "ℝⁿ ≠ ∅",
    r"90^\circ": "90°",
    r"\frac12": "½",
    r"a \cdot b \times 50\%": "a · b × 50%",
    r"O(n \log n)": "O(n log n)",
}


@pytest.mark.parametrize(("source", "text"), FORMULAS.items())
def test_a_simple_formula(source: str, text: str) -> None:
    """Powers, indices, fractions, roots and signs have a text that a learner can read."""
    assert readable(source) == text


@pytest.mark.parametrize("source", [r"\begin{matrix}a & b\end{matrix}", "{", "}", "x^", "x^^2", "\\", r"\unknown", ""])
def test_a_formula_that_text_cannot_show(source: str) -> None:
    """Matrices, unknown commands and broken formulas keep their source."""
    assert readable(source) is None


@given(st.text(alphabet=r"\{}^_[]abfracsqrt1 &.'∘"))
def test_any_formula_is_read(source: str) -> None:
    """No formula raises, however broken or deep."""
    readable(source)
    readable("{" * 500 + source)
    readable("\\sqrt" * 300 + source)
