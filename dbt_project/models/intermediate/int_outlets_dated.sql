{#- Two licences of one day are one state of the outlet: the later number speaks for it. -#}
with issued as (
    select
        licences.*,
        row_number() over (
            partition by licences.outlet_id, licences.issued_on order by licences.licence_number desc
        ) as place_in_day
    from {{ ref('stg_registers__licences') }} as licences
),

followed_by as (
    select
        issued.*,
        lead(issued.issued_on) over (partition by issued.outlet_id order by issued.issued_on) as next_issued_on,
        min(issued.issued_on) over (partition by issued.outlet_id) as first_licensed_on
    from issued
    where issued.place_in_day = 1
)

select
    outlet_id,
    outlet_name,
    kind,
    organisation_name,
    governing_body,
    licensing_authority,
    licence_number,
    coalesce(permit_kind, 'licence') as permit_kind,
    case licensing_authority when 'city' then 'city' else 'ministry' end as jurisdiction,
    is_city_owned,
    is_press_run,
    first_licensed_on,
    issued_on as effective_from,
    coalesce(next_issued_on, closed_on) as effective_to,
    valid_to,
    case when next_issued_on is null then closed_on end as closed_on,
    next_issued_on is null as is_latest
from followed_by
