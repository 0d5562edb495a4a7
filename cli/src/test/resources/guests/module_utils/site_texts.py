"""What modules of this project share."""


def line(text, tone):
    return (text.upper() if tone == "loud" else text) + "\n"
