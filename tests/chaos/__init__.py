"""`repaso run` as a process, a crowd that studies, and everything that goes wrong meanwhile; then a model that says
what should have come of it.

    make chaos               # every trouble, long; stops by itself within ten minutes
    make chaos SEED=4711     # the same choices once more
"""
