import init from "../../../migrations/tenant/0001_init.sql";
import seenChanges from "../../../migrations/tenant/0002_seen_changes.sql";
import pendingAct from "../../../migrations/tenant/0003_pending_act.sql";
import ledger from "../../../migrations/tenant/0004_ledger_without_personal_data.sql";
import cameWith from "../../../migrations/tenant/0005_came_with.sql";
import withdrawnIdentities from "../../../migrations/tenant/0006_withdrawn_identities.sql";
import renumberedPhones from "../../../migrations/tenant/0007_renumbered_phones.sql";
import numberStanding from "../../../migrations/tenant/0008_number_standing.sql";
import changedMessages from "../../../migrations/tenant/0009_changed_messages.sql";
import templateMarks from "../../../migrations/tenant/0010_template_marks.sql";
import profileNames from "../../../migrations/tenant/0011_profile_names.sql";
import mergedContacts from "../../../migrations/tenant/0012_merged_contacts.sql";
import contactWords from "../../../migrations/tenant/0013_contact_words.sql";
import inbox from "../../../migrations/tenant/0014_inbox.sql";
import whyNot from "../../../migrations/tenant/0015_why_not.sql";
import media from "../../../migrations/tenant/0016_media.sql";
import appsAndBlocks from "../../../migrations/tenant/0017_apps_and_blocks.sql";
import drafts from "../../../migrations/tenant/0018_drafts.sql";
import aiSettings from "../../../migrations/tenant/0019_ai_settings.sql";
import whatCame from "../../../migrations/tenant/0020_what_came_from_meta.sql";
import templateHistory from "../../../migrations/tenant/0021_template_history.sql";
import messageAuthor from "../../../migrations/tenant/0022_message_author.sql";
import activity from "../../../migrations/tenant/0023_activity.sql";
import alerts from "../../../migrations/tenant/0024_alerts.sql";
import webhooks from "../../../migrations/tenant/0025_webhooks.sql";
import conversationMembers from "../../../migrations/tenant/0026_conversation_members.sql";
import scheduledMessages from "../../../migrations/tenant/0027_scheduled_messages.sql";
import search from "../../../migrations/tenant/0028_search.sql";
import quickReplies from "../../../migrations/tenant/0029_quick_replies.sql";
import assignment from "../../../migrations/tenant/0030_assignment_and_windows.sql";
import businessHours from "../../../migrations/tenant/0031_business_hours.sql";
import automations from "../../../migrations/tenant/0032_automations.sql";
import automationRuns from "../../../migrations/tenant/0033_automation_runs.sql";
import triggers from "../../../migrations/tenant/0034_triggers.sql";
import autoRead from "../../../migrations/tenant/0035_auto_read.sql";
import mentions from "../../../migrations/tenant/0036_mentions.sql";
import automationCounts from "../../../migrations/tenant/0037_automation_counts.sql";
import suppressions from "../../../migrations/tenant/0038_suppressions.sql";
import segments from "../../../migrations/tenant/0039_segments.sql";
import contactFields from "../../../migrations/tenant/0040_contact_fields.sql";
import tagChanges from "../../../migrations/tenant/0041_tag_changes.sql";
import imports from "../../../migrations/tenant/0042_imports.sql";
import exportTable from "../../../migrations/tenant/0043_exports.sql";
import sealedConsents from "../../../migrations/tenant/0044_sealed_consents.sql";
import consentReliedOn from "../../../migrations/tenant/0045_consent_relied_on.sql";
import suppressionCarried from "../../../migrations/tenant/0046_suppression_carried.sql";
import privacy from "../../../migrations/tenant/0047_privacy.sql";
import retention from "../../../migrations/tenant/0048_retention.sql";
import archive from "../../../migrations/tenant/0049_archive.sql";
import sealedAudit from "../../../migrations/tenant/0050_sealed_audit.sql";
import numberKeywords from "../../../migrations/tenant/0051_number_keywords.sql";
import contactNotes from "../../../migrations/tenant/0052_contact_notes.sql";
import optOutButtons from "../../../migrations/tenant/0053_opt_out_buttons.sql";
import optInLinks from "../../../migrations/tenant/0054_opt_in_links.sql";

/** Every tenant migration in order. A test asserts that this list is the folder's. */
export const TENANT_MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "0001_init.sql", sql: init },
  { name: "0002_seen_changes.sql", sql: seenChanges },
  { name: "0003_pending_act.sql", sql: pendingAct },
  { name: "0004_ledger_without_personal_data.sql", sql: ledger },
  { name: "0005_came_with.sql", sql: cameWith },
  { name: "0006_withdrawn_identities.sql", sql: withdrawnIdentities },
  { name: "0007_renumbered_phones.sql", sql: renumberedPhones },
  { name: "0008_number_standing.sql", sql: numberStanding },
  { name: "0009_changed_messages.sql", sql: changedMessages },
  { name: "0010_template_marks.sql", sql: templateMarks },
  { name: "0011_profile_names.sql", sql: profileNames },
  { name: "0012_merged_contacts.sql", sql: mergedContacts },
  { name: "0013_contact_words.sql", sql: contactWords },
  { name: "0014_inbox.sql", sql: inbox },
  { name: "0015_why_not.sql", sql: whyNot },
  { name: "0016_media.sql", sql: media },
  { name: "0017_apps_and_blocks.sql", sql: appsAndBlocks },
  { name: "0018_drafts.sql", sql: drafts },
  { name: "0019_ai_settings.sql", sql: aiSettings },
  { name: "0020_what_came_from_meta.sql", sql: whatCame },
  { name: "0021_template_history.sql", sql: templateHistory },
  { name: "0022_message_author.sql", sql: messageAuthor },
  { name: "0023_activity.sql", sql: activity },
  { name: "0024_alerts.sql", sql: alerts },
  { name: "0025_webhooks.sql", sql: webhooks },
  { name: "0026_conversation_members.sql", sql: conversationMembers },
  { name: "0027_scheduled_messages.sql", sql: scheduledMessages },
  { name: "0028_search.sql", sql: search },
  { name: "0029_quick_replies.sql", sql: quickReplies },
  { name: "0030_assignment_and_windows.sql", sql: assignment },
  { name: "0031_business_hours.sql", sql: businessHours },
  { name: "0032_automations.sql", sql: automations },
  { name: "0033_automation_runs.sql", sql: automationRuns },
  { name: "0034_triggers.sql", sql: triggers },
  { name: "0035_auto_read.sql", sql: autoRead },
  { name: "0036_mentions.sql", sql: mentions },
  { name: "0037_automation_counts.sql", sql: automationCounts },
  { name: "0038_suppressions.sql", sql: suppressions },
  { name: "0039_segments.sql", sql: segments },
  { name: "0040_contact_fields.sql", sql: contactFields },
  { name: "0041_tag_changes.sql", sql: tagChanges },
  { name: "0042_imports.sql", sql: imports },
  { name: "0043_exports.sql", sql: exportTable },
  { name: "0044_sealed_consents.sql", sql: sealedConsents },
  { name: "0045_consent_relied_on.sql", sql: consentReliedOn },
  { name: "0046_suppression_carried.sql", sql: suppressionCarried },
  { name: "0047_privacy.sql", sql: privacy },
  { name: "0048_retention.sql", sql: retention },
  { name: "0049_archive.sql", sql: archive },
  { name: "0050_sealed_audit.sql", sql: sealedAudit },
  { name: "0051_number_keywords.sql", sql: numberKeywords },
  { name: "0052_contact_notes.sql", sql: contactNotes },
  { name: "0053_opt_out_buttons.sql", sql: optOutButtons },
  { name: "0054_opt_in_links.sql", sql: optInLinks },
];
