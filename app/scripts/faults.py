"""What goes wrong while a flow runs, before it becomes a trouble that is shown."""


class ScriptFault(Exception):
    """`code` is stable, `text` is a sentence for the flow's author."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
