{#
    Whether a row of a register or list is from the newest delivery about its subject: the columns in `subject`, or all
    rows together without them. The sender's day decides; of two deliveries of one day the smallest content hash, so
    that the order of loading does not matter (docs/decisions/newest_delivery.md).
#}
{% macro is_newest_delivery(subject=[]) -%}
    dense_rank() over (
        {% if subject %}partition by {{ subject | join(', ') }} {% endif %}order by _delivered_on desc, _source_file_id
    ) = 1
{%- endmacro %}

{#
    The plain marts that lack a row, or hold one twice; both arguments map a staging model to [mart, subject]. With
    `history` every row that was delivered must be there, with `newest` every row of the deliveries that the mart shows,
    of the subjects that it shows of them.
#}
{% macro rows_not_once_in_their_mart(history, newest) -%}
with

counts (mart, rows_in, rows_out, different_rows) as (
    {% for staging, (mart, subject) in history.items() | list + newest.items() | list %}
    select
        '{{ mart }}' as mart,
        (
            select count(*)
            from {{ ref(staging) }}
            where
                {{ staging in history }}
                or ({{ subject_key(subject) }}) in (select {{ subject_key(subject) }} from {{ ref(mart) }})
        ) as rows_in,
        count(*) as rows_out,
        count(distinct (_source_file_id, _rij)) as different_rows
    from {{ ref(mart) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    mart,
    rows_in,
    rows_out,
    different_rows
from counts
where rows_in != rows_out or rows_out != different_rows
{%- endmacro %}

{# A delivery and, of a register that several deliver, whose rows of it: what one comparison of rows is about. #}
{% macro subject_key(subject) -%}
    _source_file_id{% for column in subject %}, coalesce({{ column }}::text, ''){% endfor %}
{%- endmacro %}
