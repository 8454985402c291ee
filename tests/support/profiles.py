"""Profiles of outlets for tests, as the files of a profiles folder hold them."""

import yaml


def profile_text(outlet_id: str = "bao_a", name: str = "Báo A", host: str = "a.example.vn", **more: object) -> str:
    """Return a newspaper's profile as YAML; further keys of a profile are added as they are given."""
    known = {
        "outlet_id": outlet_id,
        "name": name,
        "kind": "newspaper",
        "licensing_authority": "city",
        "domains": [host],
        "home_page": f"http://{host}/",
    }
    return yaml.safe_dump(known | more, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
