/** The order in which a request is dealt with, and every route. */
import {
  accountRoutes,
  myWorkspaceRoutes,
  recoveryRoutes,
  secondStepRoutes,
  securityRoutes,
  signInRoutes,
} from "#features/accounts/index";
import { alertRoutes, myAlertRoutes } from "#features/alerts/index";
import { analyticsRoutes } from "#features/analytics/index";
import { apiKeyRoutes } from "#features/api-keys/index";
import { assignmentRoutes } from "#features/assignment/index";
import { auditRoutes } from "#features/audit/index";
import {
  automationRoutes,
  automationToolRoutes,
  hookRoutes,
  runRoutes,
  triggerRoutes,
} from "#features/automations/index";
import { campaignRoutes } from "#features/campaigns/index";
import { closingRoutes } from "#features/closing/index";
import { consentRequestRoutes } from "#features/consent-requests/index";
import { consentRoutes, optOutPages, proofRoutes } from "#features/consent/index";
import { contactNoteRoutes, contactRoutes, tagRoutes } from "#features/contacts/index";
import { conversationRoutes, noteRoutes } from "#features/conversations/index";
import { aiRoutes, draftRoutes } from "#features/drafts/index";
import { eventRoutes, eventTypeRoutes } from "#features/events/index";
import { exportLinkRoutes, exportRoutes } from "#features/exports/index";
import { fieldRoutes } from "#features/fields/index";
import { hoursRoutes } from "#features/hours/index";
import { importRoutes } from "#features/imports/index";
import { inboundRoutes } from "#features/inbound/index";
import { invitationRoutes } from "#features/invitations/index";
import { mediaLinkRoutes, mediaRoutes, profilePictureRoutes } from "#features/media/index";
import { memberRoutes } from "#features/members/index";
import { messageRoutes } from "#features/messages/index";
import { metaAppRoutes } from "#features/meta-apps/index";
import { metaCallbackRoutes } from "#features/meta-callbacks/index";
import {
  numberGraphRoutes,
  numberHealthRoutes,
  numberKeywordRoutes,
  numberProfileRoutes,
  numberRegistrationRoutes,
  numberRoutes,
  numberSignupRoutes,
} from "#features/numbers/index";
import { optInLinkRoutes } from "#features/opt-in-links/index";
import { privacyMapRoutes, privacyRoutes } from "#features/privacy/index";
import { quickReplyRoutes } from "#features/quick-replies/index";
import { retentionRoutes } from "#features/retention/index";
import {
  sandboxGraphRoutes,
  sandboxMetaRoutes,
  sandboxRoutes,
  sandboxSignupRoutes,
} from "#features/sandbox/index";
import { searchRoutes } from "#features/search/index";
import { segmentRoutes } from "#features/segments/index";
import { suppressionRoutes } from "#features/suppressions/index";
import { moreTemplateRoutes, templateRoutes } from "#features/templates/index";
import { timelineRoutes } from "#features/timeline/index";
import { webhookDeliveryRoutes, webhookRoutes } from "#features/webhooks/index";
import { workspaceRoutes } from "#features/workspace/index";
import { withControl } from "#platform/control-ready";
import { acceptGuard } from "#platform/http/accept";
import { accessLog } from "#platform/http/access-log";
import { authenticate } from "#platform/http/authenticate";
import { bodyLimit, jsonBody, openJsonBody } from "#platform/http/body";
import { tellDeprecation } from "#platform/http/deprecation";
import { idempotent } from "#platform/http/idempotency";
import { notModified } from "#platform/http/not-modified";
import { numberGate } from "#platform/http/number-gate";
import { openDatabase } from "#platform/http/open-database";
import { findOperation } from "#platform/http/operation";
import { onError } from "#platform/http/problem";
import { queryGuard } from "#platform/http/query-guard";
import { rateLimit } from "#platform/http/rate-limit";
import { refuseKeyInUrl } from "#platform/http/refuse-key-in-url";
import { requestIds } from "#platform/http/request-id";
import { newRouter } from "#platform/http/router";
import { securityHeaders } from "#platform/http/security-headers";
import { siteRoutes } from "#platform/http/site";
import { sizeGuard } from "#platform/http/size-guard";

export const app = newRouter();
app.onError(onError);
app.use(requestIds, accessLog, securityHeaders, sizeGuard, findOperation(app), tellDeprecation);
app.route("/", siteRoutes(app));
// Routes outside `/v1` that read their own body, such as webhooks, stand here.
app.route("/", mediaLinkRoutes);
app.route("/", metaCallbackRoutes);
app.route("/", optOutPages);
app.route("/", exportLinkRoutes);
app.route("/", sandboxGraphRoutes);

const v1 = newRouter();
v1.use(withControl, notModified, acceptGuard, refuseKeyInUrl, queryGuard, bodyLimit, openJsonBody);
// Routes that need no credential stand here: `v1.route("/", …)`.
v1.route("/", signInRoutes);
v1.route("/", recoveryRoutes);
v1.route("/", hookRoutes);

v1.use(authenticate, numberGate, rateLimit, jsonBody, idempotent);

// Nothing from here on can be reached without a proven credential. Routes of the control plane stand here: they need no database.
v1.route("/", accountRoutes)
  .route("/", securityRoutes)
  .route("/", secondStepRoutes)
  .route("/", myWorkspaceRoutes)
  .route("/", apiKeyRoutes)
  .route("/", myAlertRoutes)
  .route("/", closingRoutes)
  .route("/", eventTypeRoutes)
  .route("/", invitationRoutes)
  .route("/", memberRoutes)
  .route("/", metaAppRoutes)
  .route("/", workspaceRoutes);

v1.use(openDatabase);

/** Everything else stands here: `.route("/", …)`. The workspace's database is open. `client.ts` lists the slices again. */
app.route(
  "/v1",
  v1
    .route("/", aiRoutes)
    .route("/", alertRoutes)
    .route("/", analyticsRoutes)
    .route("/", auditRoutes)
    .route("/", automationRoutes)
    .route("/", automationToolRoutes)
    .route("/", campaignRoutes)
    .route("/", consentRoutes)
    .route("/", consentRequestRoutes)
    .route("/", proofRoutes)
    .route("/", optInLinkRoutes)
    .route("/", suppressionRoutes)
    .route("/", contactRoutes)
    .route("/", conversationRoutes)
    .route("/", draftRoutes)
    .route("/", eventRoutes)
    .route("/", exportRoutes)
    .route("/", hoursRoutes)
    .route("/", importRoutes)
    .route("/", inboundRoutes)
    .route("/", mediaRoutes)
    .route("/", messageRoutes)
    .route("/", noteRoutes)
    .route("/", numberGraphRoutes)
    .route("/", numberHealthRoutes)
    .route("/", numberKeywordRoutes)
    .route("/", numberProfileRoutes)
    .route("/", numberRegistrationRoutes)
    .route("/", numberRoutes)
    .route("/", numberSignupRoutes)
    .route("/", privacyMapRoutes)
    .route("/", privacyRoutes)
    .route("/", profilePictureRoutes)
    .route("/", runRoutes)
    .route("/", searchRoutes)
    .route("/", assignmentRoutes)
    .route("/", quickReplyRoutes)
    .route("/", segmentRoutes)
    .route("/", timelineRoutes)
    .route("/", tagRoutes)
    .route("/", contactNoteRoutes)
    .route("/", fieldRoutes)
    .route("/", retentionRoutes)
    .route("/", sandboxMetaRoutes)
    .route("/", sandboxRoutes)
    .route("/", sandboxSignupRoutes)
    .route("/", moreTemplateRoutes)
    .route("/", templateRoutes)
    .route("/", webhookDeliveryRoutes)
    .route("/", webhookRoutes)
    .route("/", triggerRoutes),
);
