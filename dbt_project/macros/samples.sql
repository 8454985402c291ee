{#- One over the probability of a place, summed over one stratum of a sample; of places that two people answered where
    that is asked, and of those that do not meet their rule. -#}
{% macro weight_of(stratum, outcomes=none) -%}
    sum(
        case
            when stratum = '{{ stratum }}'{% if outcomes %} and outcome in ({{ outcomes }}){% endif %} then 1 / probability
        end
    )
{%- endmacro %}

{#- Blind answers counted by some keys and cluster: how many there are, how many places they stand for, and the weights
    that answered ones carry. A place weighs one over the probability with which it was drawn (Horvitz and Thompson,
    1952); what nobody could tell carries none. -#}
{% macro samples_clustered(samples, keys) -%}
    select
        {{ keys }},
        cluster_id,
        count(*) as drawn,
        count(outcome) as answered,
        count(is_agreed) as answered_twice,
        count(case when is_agreed then 1 end) as agreed,
        coalesce({{ weight_of('found') }}, 0.0) as found_places,
        coalesce({{ weight_of('met') }}, 0.0) as met_places,
        {{ weight_of('found', "'met', 'not_met'") }} as found_weight,
        {{ weight_of('met', "'met', 'not_met'") }} as met_weight,
        coalesce({{ weight_of('found', "'not_met'") }}, 0.0) as found_not_met,
        coalesce({{ weight_of('met', "'not_met'") }}, 0.0) as met_not_met
    from {{ samples }}
    group by {{ keys }}, cluster_id
{%- endmacro %}

{#- Clusters of blind answers summed by the keys, with the squares of what each cluster weighs. -#}
{% macro samples_counted(clustered, keys) -%}
    select
        {{ keys }},
        sum(drawn) as drawn,
        sum(answered) as answered,
        sum(answered_twice) as answered_twice,
        sum(agreed) as agreed,
        sum(found_places) as found_places,
        sum(met_places) as met_places,
        sum(found_weight) as found_weight,
        sum(met_weight) as met_weight,
        sum(answered_twice * answered_twice) as answered_squares,
        sum(found_weight * found_weight) as found_squares,
        sum(met_weight * met_weight) as met_squares,
        sum(found_not_met) as found_not_met,
        sum(met_not_met) as met_not_met
    from {{ clustered }}
    group by {{ keys }}
{%- endmacro %}

{#- A share of counted answers; empty under enough of them. -#}
{% macro share_of_enough(part, whole) -%}
    case when answered >= {{ var('decisions_needed') }} then cast({{ part }} as float8) / nullif({{ whole }}, 0) end
{%- endmacro %}

{#- Of counted answers, the shares of places that do not meet their rule where something was found and where nothing
    was, and the number of answers that the weighted ones are worth (L. Kish, 1965): places of one outlet and one rule
    are alike, so those of a cluster are worth one answer together. Empty under enough answers. -#}
{% macro samples_shared(counted, keys) -%}
    select
        {{ keys }},
        drawn,
        answered,
        found_places,
        met_places,
        {{ share_of_enough('agreed', 'answered_twice') }} as agreement_share,
        {{ share_of_enough('found_not_met', 'found_weight') }} as found_share,
        {{ share_of_enough('met_not_met', 'met_weight') }} as met_share,
        cast(answered_twice as float8) * answered_twice / nullif(answered_squares, 0) as agreement_worth,
        found_weight * found_weight / found_squares as found_worth,
        met_weight * met_weight / met_squares as met_worth
    from {{ counted }}
{%- endmacro %}

{#- A bound of the interval of a share, within 0 and 1 whatever the last digit of a float says; empty without a share,
    which the least and the greatest of several would pass over. -#}
{% macro bound_within(share, worth, sign, z=none) -%}
    case when {{ share }} is not null then greatest(0.0, least(1.0, {{ wilson_bound(share, worth, sign, z) }})) end
{%- endmacro %}

{#- Of shares, the estimates with their bounds: agreement and precision by the score interval, recall by the bounds of
    both shares at the level at which both hold together (Bonferroni): right findings over right findings and what was
    overlooked. -#}
{% macro samples_estimated(shared, keys) -%}
    {%- set z = var('wilson_z_of_two') -%}
    {%- set right = '(found_places * found_share)' -%}
    {%- set right_low = '(found_places * ' ~ bound_within('found_share', 'found_worth', '-', z) ~ ')' -%}
    {%- set right_high = '(found_places * ' ~ bound_within('found_share', 'found_worth', '+', z) ~ ')' -%}
    {%- set missed = '(met_places * met_share)' -%}
    {%- set missed_low = '(met_places * ' ~ bound_within('met_share', 'met_worth', '-', z) ~ ')' -%}
    {%- set missed_high = '(met_places * ' ~ bound_within('met_share', 'met_worth', '+', z) ~ ')' -%}
    select
        {{ keys }},
        cast(drawn as bigint) as drawn,
        cast(answered as bigint) as answered,
        cast(agreement_share as float8) as agreement_share,
        cast({{ bound_within('agreement_share', 'agreement_worth', '-') }} as float8) as agreement_low,
        cast({{ bound_within('agreement_share', 'agreement_worth', '+') }} as float8) as agreement_high,
        cast(found_share as float8) as sampled_precision_share,
        cast({{ bound_within('found_share', 'found_worth', '-') }} as float8) as sampled_precision_low,
        cast({{ bound_within('found_share', 'found_worth', '+') }} as float8) as sampled_precision_high,
        cast({{ right }} / nullif({{ right }} + {{ missed }}, 0) as float8) as recall_share,
        cast({{ right_low }} / nullif({{ right_low }} + {{ missed_high }}, 0) as float8) as recall_low,
        cast({{ right_high }} / nullif({{ right_high }} + {{ missed_low }}, 0) as float8) as recall_high
    from {{ shared }}
{%- endmacro %}
