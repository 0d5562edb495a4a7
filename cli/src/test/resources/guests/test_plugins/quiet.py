"""A test of this project."""


class TestModule:
    def tests(self):
        return {"quiet": lambda text, most=3: len(text) <= most}
