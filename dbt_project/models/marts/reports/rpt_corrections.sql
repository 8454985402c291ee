{#- Outlets that a sent report named and that have been cleared since: each stands in the period of its clearing, and
    only if a report of the period of its naming had left before. -#}
with clearings as (
    select
        entries.matter_id,
        entries.sequence,
        entries.recorded_on as cleared_on,
        entries.recorded_at as cleared_at,
        {{ json_text('entries.payload', 'decision') }} as decision
    from {{ ref('int_review_entries') }} as entries
    where
        entries.kind = 'decision'
        and {{ json_text('entries.payload', 'decision') }} in ('dismiss', 'insufficient', 'withdraw')
),

named as (
    select
        clearings.matter_id,
        clearings.sequence,
        clearings.decision,
        clearings.cleared_on,
        clearings.cleared_at,
        max(greatest(released.recorded_on, {{ days_after('noticed.reply_due_on', 1) }})) as named_from
    from clearings
    inner join {{ ref('int_matters_noticed') }} as noticed on clearings.matter_id = noticed.matter_id
    inner join {{ ref('int_review_entries') }} as released
        on
            clearings.matter_id = released.matter_id
            and released.kind = 'naming_released'
            and clearings.sequence > released.sequence
    group by
        clearings.matter_id, clearings.sequence, clearings.decision, clearings.cleared_on, clearings.cleared_at
),

sent as (
    select
        split_part(entries.subject_id, '/', 2) as period_id,
        min(entries.recorded_at) as sent_at
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'delivery_sent'
    group by split_part(entries.subject_id, '/', 2)
),

printed as (
    select
        named.matter_id,
        named.sequence,
        named.decision,
        named.cleared_on,
        min(periods.period_id) as named_in_period
    from named
    inner join {{ ref('report_periods') }} as periods
        on
            named.named_from >= periods.starts_on
            and named.named_from < periods.ends_before
    inner join sent
        on
            periods.period_id = sent.period_id
            and named.cleared_at > sent.sent_at
    group by named.matter_id, named.sequence, named.decision, named.cleared_on
)

select
    periods.period_id,
    printed.matter_id,
    outlets.outlet_name,
    rules.title_vi,
    printed.decision,
    printed.named_in_period,
    max(printed.cleared_on) as cleared_on
from printed
inner join {{ ref('fct_matters') }} as matters on printed.matter_id = matters.matter_id
inner join {{ ref('dim_outlets') }} as outlets on matters.outlet_id = outlets.outlet_id
inner join {{ ref('dim_rules') }} as rules on matters.rule_id = rules.rule_id
inner join {{ ref('report_periods') }} as periods
    on
        printed.cleared_on >= periods.starts_on
        and printed.cleared_on < periods.ends_before
where matters.state in ('dismissed', 'insufficient', 'withdrawn')
group by
    periods.period_id,
    printed.matter_id,
    outlets.outlet_name,
    rules.title_vi,
    printed.decision,
    printed.named_in_period
