with clustered as (
    {{ samples_clustered(ref('fct_samples'), 'rule_id') }}
),

counted as (
    {{ samples_counted('clustered', 'rule_id') }}
),

shared as (
    {{ samples_shared('counted', 'rule_id') }}
),

sampled as (
    {{ samples_estimated('shared', 'rule_id') }}
)

select
    quality.rule_id,
    cast(quality.confirmed as bigint) as confirmed,
    cast(quality.dismissed as bigint) as dismissed,
    cast(quality.decided_matters as bigint) as decided_matters,
    quality.precision_share,
    quality.precision_low,
    quality.precision_high,
    quality.precision_minimum,
    coalesce(sampled.drawn, 0) as sampled,
    coalesce(sampled.answered, 0) as sample_answered,
    sampled.agreement_share,
    sampled.agreement_low,
    sampled.agreement_high,
    sampled.sampled_precision_share,
    sampled.sampled_precision_low,
    sampled.sampled_precision_high,
    sampled.recall_share,
    sampled.recall_low,
    sampled.recall_high,
    quality.under_since is not null as is_under_minimum,
    quality.under_since as advisory_since
from {{ ref('int_rule_quality_measured') }} as quality
left join sampled on quality.rule_id = sampled.rule_id
