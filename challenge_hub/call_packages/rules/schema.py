"""The JSON schema of call.json, made from the models that read it."""

import json

from challenge_hub.call_packages.rules.manifest import Manifest


def schema() -> str:
    """The schema as docs/call-package.schema.json holds it."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Manifest.model_json_schema(),
        "title": "call.json of a call package",
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
