select
    licence_number,
    outlet_id,
    outlet_name,
    organisation_name,
    governing_body,
    legal_form,
    kind,
    permit_kind,
    licensing_authority,
    issuer,
    domains,
    is_city_owned,
    is_press_run,
    is_domain_approved,
    issued_on,
    valid_to,
    closed_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'licences') }}
where {{ is_of_latest_landing('licences') }}
