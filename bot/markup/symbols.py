"""The signs that LaTeX has names for, and the small letters that Unicode has."""

_SIGNS = """
alpha=α beta=β gamma=γ delta=δ epsilon=ε varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ
mu=μ nu=ν xi=ξ pi=π rho=ρ sigma=σ tau=τ upsilon=υ phi=φ varphi=φ chi=χ psi=ψ omega=ω
Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω
leq=≤ le=≤ geq=≥ ge=≥ neq=≠ ne=≠ approx=≈ sim=∼ simeq=≃ equiv=≡ propto=∝ ll=≪ gg=≫ cong=≅
times=× cdot=· div=÷ pm=± mp=∓ ast=∗ star=⋆ circ=∘ bullet=• oplus=⊕ otimes=⊗ odot=⊙
to=→ rightarrow=→ leftarrow=← leftrightarrow=↔ Rightarrow=⇒ Leftarrow=⇐ Leftrightarrow=⇔ implies=⇒ iff=⇔
longrightarrow=→ mapsto=↦ uparrow=↑ downarrow=↓
infty=∞ partial=∂ nabla=∇ int=∫ iint=∬ oint=∮ sum=∑ prod=∏ emptyset=∅ varnothing=∅
in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ cup=∪ cap=∩ setminus=∖
forall=∀ exists=∃ nexists=∄ neg=¬ lnot=¬ land=∧ wedge=∧ lor=∨ vee=∨ top=⊤ bot=⊥ perp=⊥ parallel=∥ mid=|
ldots=… dots=… cdots=⋯ vdots=⋮ prime=′ degree=° angle=∠ triangle=△ ell=ℓ hbar=ℏ Re=ℜ Im=ℑ aleph=ℵ
langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ lvert=| rvert=| vert=| Vert=‖ lVert=‖ rVert=‖
therefore=∴ because=∵ checkmark=✓
"""
_NAMES = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp max min sup inf lim arg det dim ker "
    "gcd deg Pr mod argmax argmin softmax"
)

COMMANDS = {f"\\{name}": sign for name, sign in (pair.split("=", 1) for pair in _SIGNS.split())} | {
    "\\,": " ", "\\;": " ", "\\:": " ", "\\ ": " ", "\\quad": "  ", "\\qquad": "   ", "\\!": "",
    "\\{": "{", "\\}": "}", "\\%": "%", "\\$": "$", "\\_": "_", "\\#": "#", "\\&": "&", "\\|": "‖",
    "\\lbrace": "{", "\\rbrace": "}", "\\limits": "", "\\nolimits": "", "\\colon": ":",
}  # fmt: skip

NAMES = frozenset(_NAMES.split())

ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303"} | {
    "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
}  # fmt: skip

DOUBLE_STRUCK = dict(zip("CHNPQRZE", "ℂℍℕℙℚℝℤ𝔼", strict=True))

ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}

FRACTIONS = {
    ("1", "2"): "½", ("1", "3"): "⅓", ("2", "3"): "⅔", ("1", "4"): "¼", ("3", "4"): "¾", ("1", "5"): "⅕",
    ("2", "5"): "⅖", ("3", "5"): "⅗", ("4", "5"): "⅘", ("1", "6"): "⅙", ("5", "6"): "⅚", ("1", "8"): "⅛",
    ("3", "8"): "⅜", ("5", "8"): "⅝", ("7", "8"): "⅞",
}  # fmt: skip

RAISED = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzTABDEGHIJKLMNOPRUVWαβγδθ∗*",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂᵅᵝᵞᵟᶿ**",
        strict=True,
    )
)

LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
