{#- What the rules on pages share: each call is the whole body of a rule's model. -#}

{#- Facts that the version asks of the home page and that it does not show; one piece of evidence a day. -#}
{% macro evidence_of_missing_home_page_facts(rule_id) -%}
with judged as (
    {{ days_of(rule_id) }}
),

asked as (
    select
        judged.outlet_id,
        judged.judged_on,
        judged.governing_body,
        judged.organisation_name,
        {{ words_of('judged.asks_for') }} as observation
    from judged
),

named as (
    select
        facts.capture_id,
        facts.day,
        lower(facts.value) as product_name
    from {{ ref('int_home_page_facts_observed') }} as facts
    where facts.observation = 'product_name' and facts.is_present and {{ is_touched('facts.day') }}
),

missing as (
    select
        asked.outlet_id,
        asked.judged_on,
        asked.observation,
        pages.capture_id,
        pages.url,
        case when facts.capture_id is null then 'unobserved' else absences.bearing end as bearing,
        case when facts.capture_id is null then 'not_looked_for' else absences.cause end as cause,
        absences.earlier_capture_id,
        absences.first_missing_at,
        absences.last_missing_at
    from asked
    inner join {{ ref('int_home_pages_captured') }} as pages
        on
            asked.outlet_id = pages.outlet_id
            and asked.judged_on = pages.day
    left join {{ ref('int_home_page_facts_observed') }} as facts
        on
            pages.capture_id = facts.capture_id
            and asked.observation = facts.observation
            and asked.judged_on = facts.day
    left join {{ ref('int_home_page_absences_confirmed') }} as absences
        on
            pages.capture_id = absences.capture_id
            and asked.observation = absences.observation
            and asked.judged_on = absences.day
    left join named
        on
            pages.capture_id = named.capture_id
            and asked.judged_on = named.day
            and asked.observation = 'organisation_name'
            and named.product_name = lower(asked.organisation_name)
    where
        (facts.capture_id is null or not facts.is_present)
        and (asked.observation <> 'governing_body' or asked.governing_body is not null)
        and named.capture_id is null
),

found as (
    select
        outlet_id,
        cast(judged_on as text) || case bearing when 'against' then '' else ':' || bearing end as evidence_key,
        max(capture_id) as capture_id,
        max(earlier_capture_id) as earlier_capture_id,
        bearing,
        min(cause) as cause,
        {{ joined('observation') }} as observed_value,
        max(url) as evidence_url,
        judged_on,
        min(first_missing_at) as first_missing_at,
        max(last_missing_at) as last_missing_at
    from missing
    group by outlet_id, judged_on, bearing
)

{{ evidence(rule_id, has='capture_id evidence_url absence') }}
{%- endmacro %}

{#- Articles that are known to quote: they credit or link a source, or print another outlet's text. -#}
{% macro quoted_articles() -%}
    select facts.article_id
    from {{ ref('int_article_facts_observed') }} as facts
    where
        facts.observation in ('credited_agency', 'original_link', 'original_time')
        and facts.is_present
        and {{ is_touched('facts.published_date') }}
    union distinct
    select reprints.reprint_article_id as article_id
    from {{ ref('int_reprints_directed') }} as reprints
    where
        reprints.direction = 'known'
        and reprints.shared_origin is null
        and not ({{ is_copy_unclear('reprints') }})
        and {{ is_touched('reprints.published_date') }}
{%- endmacro %}

{#- Whether two articles share so little that the one may be no reprint of the other: by the mean of both shares. -#}
{% macro is_copy_unclear(reprints) -%}
    coalesce(({{ reprints }}.containment + {{ reprints }}.containment_of_original) / 2, 1)
    < {{ var('reprint_evidence_minimum') }}
{%- endmacro %}

{#- Articles of which two captures lack a fact that the version asks for; a bar separates the words of an alternative.
    An author is due where the original shows one. -#}
{% macro evidence_of_missing_article_facts(rule_id) -%}
with judged as (
    {{ days_of(rule_id) }}
),

items as (
    select
        articles.article_id,
        articles.capture_id,
        articles.outlet_id,
        articles.canonical_url,
        articles.title,
        articles.has_byline,
        judged.judged_on,
        {{ words_of('judged.asks_for') }} as asked
    from judged
    inner join {{ ref('int_articles_admitted') }} as articles
        on
            judged.outlet_id = articles.outlet_id
            and judged.judged_on = articles.published_date
),

alternatives as (
    select
        items.*,
        {{ words_of('items.asked', '|') }} as alternative
    from items
),

seen as (
    select
        alternatives.article_id,
        alternatives.asked,
        max(
            case
                when facts.is_present or absences.bearing = 'in_favour' then 1
                when alternatives.alternative = 'credited_author' and alternatives.has_byline then 1
                else 0
            end
        ) as is_found,
        max(case when facts.place = 'unread' then 1 else 0 end) as is_place_unread,
        max(case when facts.place <> 'seen' then 1 else 0 end) as is_place_not_seen,
        max(case when facts.article_id is null then 1 else 0 end) as is_not_looked_for,
        max(case when absences.bearing = 'against' then 0 else 1 end) as is_unconfirmed,
        {{ first_of('absences.earlier_capture_id', 'absences.first_missing_at') }} as earlier_capture_id,
        min(absences.first_missing_at) as first_missing_at,
        max(absences.last_missing_at) as last_missing_at
    from alternatives
    left join {{ ref('int_article_facts_observed') }} as facts
        on
            alternatives.article_id = facts.article_id
            and alternatives.alternative = facts.observation
            and alternatives.judged_on = facts.published_date
    left join {{ ref('int_article_absences_confirmed') }} as absences
        on
            alternatives.article_id = absences.article_id
            and alternatives.alternative = absences.observation
            and alternatives.judged_on = absences.published_date
    group by alternatives.article_id, alternatives.asked
),

quoted as (
    {{ quoted_articles() }}
),

signed as (
    select
        reprints.reprint_article_id as article_id,
        max(case when originals.has_byline then 1 else 0 end) as is_signed
    from {{ ref('int_reprints_directed') }} as reprints
    inner join {{ ref('int_articles_admitted') }} as originals on reprints.original_article_id = originals.article_id
    where reprints.direction = 'known' and {{ is_touched('reprints.published_date') }}
    group by reprints.reprint_article_id
),

missing as (
    select
        items.article_id,
        items.capture_id,
        items.outlet_id,
        items.canonical_url,
        items.title,
        items.asked,
        items.judged_on,
        case
            when seen.is_not_looked_for = 1 then 'not_looked_for'
            when seen.is_place_unread = 1 then 'place_unread'
            when seen.is_place_not_seen = 1 then 'place_not_read'
            when quoted.article_id is null then 'not_known_to_quote'
            when items.asked = 'credited_author' and signed.article_id is null then 'original_not_read'
            when seen.is_unconfirmed = 1 then 'seen_missing_once'
            else 'missing_on_item'
        end as cause,
        seen.earlier_capture_id,
        seen.first_missing_at,
        seen.last_missing_at
    from items
    inner join seen
        on
            items.article_id = seen.article_id
            and items.asked = seen.asked
    left join quoted on items.article_id = quoted.article_id
    left join signed on items.article_id = signed.article_id
    where seen.is_found = 0 and not (items.asked = 'credited_author' and coalesce(signed.is_signed, 1) = 0)
),

found as (
    select
        outlet_id,
        article_id as evidence_key,
        article_id,
        max(capture_id) as capture_id,
        {{ first_of("case when cause = 'missing_on_item' then earlier_capture_id end", 'first_missing_at') }}
            as earlier_capture_id,
        case
            when max(case when cause = 'missing_on_item' then 1 else 0 end) = 1 then 'against'
            when max(case when cause = 'not_looked_for' then 1 else 0 end) = 1 then 'unobserved'
            else 'unclear'
        end as bearing,
        case
            when max(case when cause = 'missing_on_item' then 1 else 0 end) = 1 then 'missing_on_item'
            when max(case when cause = 'not_looked_for' then 1 else 0 end) = 1 then 'not_looked_for'
            else min(cause)
        end as cause,
        {{ joined('asked') }} as observed_value,
        max(title) as excerpt,
        max(canonical_url) as evidence_url,
        judged_on,
        min(case when cause = 'missing_on_item' then first_missing_at end) as first_missing_at,
        max(case when cause = 'missing_on_item' then last_missing_at end) as last_missing_at
    from missing
    group by outlet_id, article_id, judged_on
)

{{ evidence(rule_id, has='article_id capture_id excerpt evidence_url absence') }}
{%- endmacro %}

{#- The facts of one kind that the home pages of the days judged show. -#}
{% macro home_page_facts_shown(observation) -%}
    select
        judged.outlet_id,
        judged.judged_on,
        facts.capture_id,
        facts.url,
        facts.value,
        facts.snippet
    from judged
    inner join {{ ref('int_home_page_facts_observed') }} as facts
        on
            judged.outlet_id = facts.outlet_id
            and judged.judged_on = facts.day
    where facts.observation = '{{ observation }}' and facts.is_present
{%- endmacro %}

{#- A fact of the home page that counts against the outlet, or as a hint, when it is shown. -#}
{% macro evidence_of_home_page_words(rule_id, observation) -%}
with judged as (
    {{ days_of(rule_id) }}
),

shown as (
    {{ home_page_facts_shown(observation) }}
),

worded as (
    select
        shown.*,
        words.word
    from shown
    inner join {{ ref('rule_words') }} as words
        on
            words.rule_id = '{{ rule_id }}'
            and lower(shown.value) like ('%' || words.word || '%')
),

found as (
    select
        outlet_id,
        cast(judged_on as text) as evidence_key,
        max(capture_id) as capture_id,
        'against' as bearing,
        'word_shown' as cause,
        {{ joined('word') }} as observed_value,
        max(snippet) as excerpt,
        max(url) as evidence_url,
        judged_on
    from worded
    group by outlet_id, judged_on
)

{{ evidence(rule_id, has='capture_id excerpt evidence_url') }}
{%- endmacro %}
