"""Answers as people type them into a telephone, to questions from real notes: which ideas they touch."""

import pytest

from bot.domain.checklist import checklist

FITTING = (
    ("memoriza los datos", "aprende de memoria"),
    ("no generaliza",),
    ("dropout",),
    ("regularización", "L2", "weight decay"),
    ("más datos", "aumento de datos"),
)
FITTING_EN = (
    ("memorises the data", "learns by heart"),
    ("does not generalise",),
    ("regularisation", "L2", "weight decay"),
    ("more data",),
)
SQL = (("filas",), ("grupos", "agregados"), ("después de GROUP BY",))
METRICS = (("Accuracy",), ("F1-score",), ("ROC-AUC",), ("Confusion Matrix", "matriz de confusión"))
LLMS = (("ChatGPT, Gemini y fine-tuning de Llama",), ("transformers",), ("mecanismos de atención",))
SHIFT = (("sin etiquetas",), ("clustering", "agrupamiento"), ("reducción de dimensionalidad", "PCA"))
DEPLOY = (("Dockerfile",), ("FastAPI",), ("Cloud Run",), ("CI/CD",), ("Kubernetes (GKE)",))
BIAS = (("Auditoría del dataset",), ("balanceo de clases",), ("fairness-aware training",))
MOTIVE = (("resolver problemas del mundo real con IA",), ("mejorar el posicionamiento SEO",))
ERROR = (("Admití el error",), ("comuniqué",), ("Revisé el dataset",), ("Reentrenamos el modelo",))
GIT = (("control de versiones",), ("no pierde cambios",), ("ramas", "branches"))
GIT_EN = (("version control",), ("never loses work",), ("branches",))

REAL = [
    # what was asked, language, answer, mentioned, in opposite words
    (FITTING, "es", "pues q memoriza los datos y no generaliza.. se arregla con dropout", [0, 1, 2], []),
    (FITTING, "es", "ke memorisa los datos d entrenamiento", [0], []),
    (FITTING, "es", "se aprende de memoria el dataset xq es mu complejo", [0], []),
    (FITTING, "es", "Memorización de datos; falta de generalización. Se usa regularizacion", [0, 1, 3], []),
    (FITTING, "es", "va bien en train y mal en test, le metes weight decay o + datos", [3, 4], []),
    (FITTING, "es", "el modelo generaliza fatal pq se sabe los datos", [1], []),
    (FITTING, "es", "deja de generalizar", [1], []),
    (FITTING, "es", "No, memoriza los datos", [0], []),
    (FITTING, "es", "no solo memoriza los datos, tb el ruido", [0], []),
    (FITTING, "es", "no generaliza porque memoriza los datos", [0, 1], []),
    (FITTING, "es", "no memoriza los datos", [], [0]),
    (FITTING, "es", "el modelo nunca memoriza datos y generaliza bien", [], [0, 1]),
    (FITTING, "es", "generaliza bien con datos nuevos", [], [1]),
    (FITTING, "es", "hace q no generalice", [1], []),
    (FITTING, "es", "no hace q generalice", [1], []),
    (FITTING, "es", "overfitting is when it memorizes data", [0], []),
    (FITTING, "es", "con regularization y drop out", [2, 3], []),
    (FITTING, "es", "ni idea", [], []),
    (FITTING, "es", "😅😅", [], []),
    (FITTING_EN, "en", "it doesnt generalize cuz it memorized the data", [0, 1], []),
    (FITTING_EN, "en", "learns the data by heart, fails to generalise. add L2 + more data", [0, 1, 2, 3], []),
    (FITTING_EN, "en", "it can’t generalize", [1], []),
    (FITTING_EN, "en", "it doesn't memorise the data", [], [0]),
    (FITTING_EN, "en", "not only memorises the data but also noise", [0], []),
    (FITTING_EN, "en", "generalizes well", [], [1]),
    (SQL, "es", "where filtra filas y having los grupos", [0, 1], []),
    (SQL, "es", "WHERE va x fila, HAVING dsps del group by", [0], []),
    (SQL, "es", "having no filtra filas", [], [0]),
    (METRICS, "es", "acuracy si estan balanceadas, si no f1 score o la roc auc", [0, 1, 2], []),
    (METRICS, "es", "miro la matriz de confusion y el F1", [3], []),
    (LLMS, "es", "si, he usado chatgpt y gemini e hice fine tuning con llama. usan transformer", [0, 1], []),
    (LLMS, "es", "usan mecanismo de atencion", [2], []),
    (SHIFT, "es", "datos sin etiquetar, p.ej. clusterin o pca", [0, 1, 2], []),
    (SHIFT, "es", "con datos etiquetados", [], [0]),
    (SHIFT, "es", "no tiene etiquetas y reduces la dimensionalidad", [0, 2], []),
    (DEPLOY, "es", "un docker file con fast api en cloud run, y ci cd", [0, 1, 2, 3], []),
    (DEPLOY, "es", "kubernetes", [], []),
    (BIAS, "es", "auditar el dataset y balancear clases", [0, 1], []),
    (MOTIVE, "es", "resolver problemas reales cn IA", [0], []),
    (MOTIVE, "es", "mejoramos mucho el posicionamiento en seo", [1], []),
    (
        ERROR,
        "es",
        "admito mi error, lo comunique al equipo, reviso los datasets y reentreno el modelo",
        [0, 1, 2, 3],
        [],
    ),
    (GIT, "es", "para controlar versiones y no perder los cambios", [0, 1], []),
    (GIT, "es", "pierde cambios si no haces ramas", [2], [1]),
    (GIT_EN, "en", "version controll with branchs so you never lose your work", [0, 1, 2], []),
]


@pytest.mark.parametrize(("points", "language", "text", "mentioned", "opposite"), REAL, ids=[row[2] for row in REAL])
def test_an_answer_as_it_is_typed(points, language, text, mentioned, opposite):
    """The ideas that a friendly reader would tick, and those that stand there with a “not” too many or too few."""
    read = checklist(text, points, language)
    assert read.mentioned == [points[at][0] for at in mentioned]
    assert [one.label for one in read.opposite] == [points[at][0] for at in opposite]


def test_on_which_side_the_not_stands():
    """The sentence that tells of it needs to know."""
    read = checklist("no memoriza los datos, generaliza bien", FITTING, "es")
    assert [(one.label, one.wrote_not) for one in read.opposite] == [
        ("memoriza los datos", True),
        ("no generaliza", False),
    ]
