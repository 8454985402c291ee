{#- A word of the press in the domain; a short one may be part of another word, an approved one is left alone. -#}
with judged as (
    {{ days_of('press_words_in_domain') }}
),

worded as (
    select
        judged.outlet_id,
        judged.judged_on,
        domains.domain,
        {{ joined('words.word') }} as found,
        max(
            case
                when length(words.word) > 3 then 1
                when '-' || {{ site_name('domains.domain') }} || '-' like ('%-' || words.word || '-%') then 1
                else 0
            end
        ) as is_plain
    from judged
    inner join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            judged.outlet_id = domains.outlet_id
            and {{ is_run_on('domains', 'judged.judged_on') }}
    inner join {{ ref('rule_words') }} as words
        on
            words.rule_id = 'press_words_in_domain'
            and (
                {{ site_name('domains.domain') }} like (words.word || '%')
                or {{ site_name('domains.domain') }} like ('%' || words.word)
                or {{ site_name('domains.domain') }} like ('%-' || words.word || '-%')
            )
    group by judged.outlet_id, judged.judged_on, domains.domain
),

found as (
    select
        worded.outlet_id,
        worded.domain || '@' || cast(worded.judged_on as text) as evidence_key,
        case when worded.is_plain = 1 then 'against' else 'unclear' end as bearing,
        case when worded.is_plain = 1 then 'press_word' else 'word_may_be_part_of_another' end as cause,
        worded.found as observed_value,
        worded.domain as excerpt,
        worded.judged_on
    from worded
    where not {{ is_domain_approved('worded') }}
)

{{ evidence('press_words_in_domain', has='excerpt') }}
