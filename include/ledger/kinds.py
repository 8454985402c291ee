"""Every kind of entry the ledger keeps; a member is never renamed."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry records, and what its subject is."""

    APPROVAL = "approval"  # a report's snapshot was approved; subject: report/period
    DELIVERY_CLAIMED = "delivery_claimed"  # a mail is about to leave; subject: report/period/recipient
    DELIVERY_SENT = "delivery_sent"  # the mail server took it; subject: report/period/recipient
    DELIVERY_REFUSED = "delivery_refused"  # the mail server did not take it; subject: report/period/recipient
    DELIVERY_BOUNCED = "delivery_bounced"  # a server sent it back; subject: report/period/recipient
    DELIVERY_LATE = "delivery_late"  # a server has not delivered it yet; subject: report/period/recipient
    QUARANTINE_ACTION = "quarantine_action"  # release, repair or discard; subject: quarantine_id
    # What the review desk does with matters; subject: matters/outlet_id, the matters stand in the payload
    MATTER_OPENED = "matter_opened"  # a matter as it was when somebody first acted on it
    MATTER_CLAIMED = "matter_claimed"  # a reviewer took it, until an instant
    MATTER_RELEASED = "matter_released"  # the reviewer gave it back
    RECUSAL = "recusal"  # a reviewer will not act on it
    DECISION = "decision"  # confirm, dismiss, refer, remedied, insufficient, reopen, withdraw
    NOTICE_DRAFTED = "notice_drafted"  # a letter to the outlet was drafted
    NOTICE_RELEASED = "notice_released"  # a chief released it
    NOTICE_SENT = "notice_sent"  # a person numbered, signed and sent it
    NOTICE_DELIVERED = "notice_delivered"  # it reached the outlet: the time to reply runs
    NOTICE_BOUNCED = "notice_bounced"  # it did not reach the outlet
    REPLY_EXTENDED = "reply_extended"  # the outlet asked for more time and got it
    REPLY = "reply"  # the outlet's answer
    REPLY_CORRECTED = "reply_corrected"  # the answer as it should have been entered
    REPLY_WITHDRAWN = "reply_withdrawn"  # the outlet took it back
    MESSAGE_RECEIVED = "message_received"  # a mail reached the reply mailbox
    MESSAGE_HANDLED = "message_handled"  # it was entered as a reply, or dismissed with a reason
    NAMING_RELEASED = "naming_released"  # a chief released the outlet's name
    CORRECTION_RELEASED = "correction_released"  # a chief let the correction of a cleared outlet be mailed
    APPEAL_RECEIVED = "appeal_received"  # the outlet appealed
    APPEAL_ANSWERED = "appeal_answered"  # the appeal was answered
    RETEST_ASKED = "retest_asked"  # the outlet was asked for the place again; the answer is known later
    RETESTED = "retested"  # what is known of the place since it was fetched again
    QUESTION_ANSWERED = "question_answered"  # what a needs_review asked; subject: matters/outlet_id
    SAMPLE_DRAWN = "sample_drawn"  # one place of a month's blind sample, with its probability; subject: sample/month
    SAMPLE_ANSWERED = "sample_answered"  # what somebody saw there who did not know the verdict; subject: sample/month
    FACT_CHECK_CALLED = "fact_check_called"  # what an article does with a claim; subject: fact-check/article
    EVIDENCE_VIEWED = "evidence_viewed"  # somebody opened evidence; subject: evidence/outlet_id
    SWITCH = "switch"  # a rule or an outlet on or off; subject: its id
    WITHDRAWAL = "withdrawal"  # a lawful erasure; subject: address
    RETENTION_ENDED = "retention_ended"  # raw pages were removed, the excerpts that findings rest on kept; subject: day
    LEGAL_HOLD = "legal_hold"  # pages that must be kept until it is lifted; subject: the hold's name
    LEGAL_HOLD_LIFTED = "legal_hold_lifted"  # they may be removed again; subject: the hold's name
    ARCHIVE_SEALED = "archive_sealed"  # a day of the archive as it stands, by hash; subject: day
    OUTLET_STATE_TOLD = "outlet_state_told"  # operators got the state of an outlet by mail; subject: outlet
    OUTAGE_ACKNOWLEDGED = "outage_acknowledged"  # people know of it, until a day; subject: outlet
    KEY_ROTATED = "key_rotated"  # another key signs from here on; subject: the new key's id
    CLOCK_CORRECTED = "clock_corrected"  # a person confirmed that the clock was ahead and went back; subject: clock
    RESTORE_PROPOSED = "restore_proposed"  # an older copy was put back; a second person has to agree; subject: new head
    LEDGER_RESTORED = "ledger_restored"  # the second person agreed: the gap is known; subject: new head
    BACKUP_RESTORED = "backup_restored"  # an installation was put back from a backup; subject: its ledger's head
    RULES_COMPARED = "rules_compared"  # a changed catalogue was judged beside the one in use; subject: its hash
    RULES_AGREED = "rules_agreed"  # a second person agreed that it is switched on; subject: its hash
    RULES_IN_FORCE = "rules_in_force"  # what builds judge by from here on; subject: hash of the dbt project
    HEAD_STAMPED = "head_stamped"  # an outside authority's time stamp of the last hash; subject: that hash
    REPORT_RETURNED = "report_returned"  # an approver sent a report back; subject: report/period
    REPORT_RECOMPOSED = "report_recomposed"  # another draft took a draft's place; subject: report/period
    APPROVAL_ASKED = "approval_asked"  # approvers were mailed that a draft waits; subject: report/period
    REPORT_ISSUED = "report_issued"  # its signed file came back, under a number and a date; subject: report/period
    REPORT_CHANGED = "report_changed"  # a build changed figures that a report was issued with; subject: report/period
    CORRECTION_SENT = "correction_sent"  # a correction left; subject: correction/number of its release/recipient
    DEADLINES_REMINDED = "deadlines_reminded"  # a morning's reminder left; subject: day/recipient
