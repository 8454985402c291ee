with outlets as (
    select dated.*
    from {{ ref('int_outlets_dated') }} as dated
    where dated.is_latest
)

select
    outlet_id,
    outlet_name,
    kind,
    organisation_name,
    governing_body,
    licensing_authority,
    licence_number,
    jurisdiction,
    is_city_owned,
    is_press_run,
    first_licensed_on,
    valid_to,
    closed_on
from outlets
