{#- The city's units through their history, a row for each stretch that the register gives. -#}
select
    units.unit_id,
    units.unit_name,
    lag(units.unit_name) over (partition by units.unit_id order by units.effective_from) as previous_name,
    units.kind as unit_kind,
    units.parent_unit_id,
    units.successor_unit_id,
    units.portal_outlet_id,
    units.legal_basis,
    row_number() over (partition by units.unit_id order by units.effective_from desc) = 1 as is_latest,
    units.effective_from,
    {{ days_after('units.effective_to', 1) }} as effective_to
from {{ ref('stg_registers__units') }} as units
