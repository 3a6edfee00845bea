"""Reads what callgrind wrote of a run."""

from collections.abc import Iterable


def called_functions(profile: Iterable[str], program: str) -> list[str]:
    """The functions of one program that were called, each once, in the order of the profile.

    The profile has whole names (`--compress-strings=no`): `ob=` names the file whose functions follow, `fn=` names one.
    """
    functions: dict[str, None] = {}
    file = ""
    for line in profile:
        key, _, value = line.rstrip("\n").partition("=")
        if key == "ob":
            file = value
        elif key == "fn" and file == program:
            # Calling itself puts a number behind a name; one without a name has its address, or a remark in brackets.
            name = value.partition("'")[0]
            if not name.startswith(("0x", "(")):
                functions[name] = None
    return list(functions)
