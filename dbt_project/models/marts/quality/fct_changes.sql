{#- Each landing compared with the one before it, so that no switch of a rule or an outlet goes unseen. -#}
with entries as (
    select
        catalogue.entry_kind as subject_kind,
        catalogue.entry_id as subject_id,
        catalogue.subject_id as belongs_to,
        catalogue.content as edition,
        catalogue.is_on,
        catalogue.landed_on,
        'catalogue' as landing
    from {{ ref('stg_warehouse__catalogue_entries') }} as catalogue
    union all
    select
        'outlet' as subject_kind,
        profiles.outlet_id as subject_id,
        profiles.outlet_id as belongs_to,
        profiles.profile_sha256 as edition,
        profiles.is_followed as is_on,
        profiles.landed_on,
        'profiles' as landing
    from {{ ref('stg_outlets__profile_landings') }} as profiles
),

days as (
    select
        landings.landing,
        landings.landed_on,
        lag(landings.landed_on) over (partition by landings.landing order by landings.landed_on) as earlier_on,
        lead(landings.landed_on) over (partition by landings.landing order by landings.landed_on) as later_on
    from (
        select distinct
            entries.landing,
            entries.landed_on
        from entries
    ) as landings
),

neighbours as (
    select
        entries.*,
        days.earlier_on,
        days.later_on,
        lag(entries.landed_on) over (
            partition by entries.subject_kind, entries.subject_id order by entries.landed_on
        ) as own_earlier_on,
        lead(entries.landed_on) over (
            partition by entries.subject_kind, entries.subject_id order by entries.landed_on
        ) as own_later_on,
        lag(entries.edition) over (
            partition by entries.subject_kind, entries.subject_id order by entries.landed_on
        ) as earlier_edition,
        lag(entries.is_on) over (
            partition by entries.subject_kind, entries.subject_id order by entries.landed_on
        ) as was_on
    from entries
    inner join days
        on
            entries.landing = days.landing
            and entries.landed_on = days.landed_on
),

changes as (
    select
        neighbours.*,
        case
            when neighbours.own_earlier_on is null or neighbours.own_earlier_on < neighbours.earlier_on then 'added'
            when neighbours.is_on and not neighbours.was_on then 'switched_on'
            when neighbours.was_on and not neighbours.is_on then 'switched_off'
            else 'altered'
        end as change_kind,
        neighbours.landed_on as changed_on
    from neighbours
    where
        neighbours.earlier_on is not null
        and (
            neighbours.own_earlier_on is null
            or neighbours.own_earlier_on < neighbours.earlier_on
            or neighbours.edition <> neighbours.earlier_edition
            or neighbours.is_on <> neighbours.was_on
        )
    union all
    select
        neighbours.*,
        'removed' as change_kind,
        neighbours.later_on as changed_on
    from neighbours
    where
        neighbours.later_on is not null
        and (neighbours.own_later_on is null or neighbours.own_later_on > neighbours.later_on)
)

select
    md5(subject_kind || '|' || subject_id || '|' || change_kind || '|' || cast(changed_on as text)) as change_id,
    subject_kind,
    subject_id,
    belongs_to,
    change_kind,
    case when change_kind = 'removed' then false else is_on end as is_on,
    changed_on
from changes
