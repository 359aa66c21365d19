"""Pictures as SVG text, each a pure function of facts and each with a twin in words made from the same facts."""
