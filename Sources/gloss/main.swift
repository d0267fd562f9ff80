print("gloss 0.1.0")
