"""The register of personal data breaches, and the clock that runs from the moment one is known (GDPR Art. 33)."""
