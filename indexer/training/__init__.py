"""How the embedded Thai model is made: `python -m indexer.training --pairs FILE --out FOLDER`."""
