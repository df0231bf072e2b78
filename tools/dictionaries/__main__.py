"""`python -m tools.dictionaries` writes every dictionary anew; what changed shows in the diff."""

from pathlib import Path

from tools.dictionaries import dicom, dicom_iods, dicom_profile, hl7, hl7_rules, hl7_tables, names

DATA = Path(__file__).parent / "data"


def main() -> None:
    """Write each generated text into `data/`."""
    DATA.mkdir(exist_ok=True)
    # The last reads what the others wrote.
    for generator in (dicom, dicom_iods, dicom_profile, hl7, hl7_rules, hl7_tables, names):
        for name, text in generator.generate().items():
            (DATA / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
