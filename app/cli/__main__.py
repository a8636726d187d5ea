"""`python -m app.cli` is `contactdesk`, from a checkout and installed alike."""

from app.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
