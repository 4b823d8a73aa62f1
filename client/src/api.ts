// Generated from /openapi.json by `npm run client`: change the contract, not this file.
export interface paths {
  "/healthz": {
    /**
     * Whether the Worker runs
     * @description Asks nothing of any database. Needs no credential.
     */
    get: operations["getHealth"];
  };
  "/readyz": {
    /**
     * Whether the Worker can serve
     * @description Its configuration is valid and its control database answers. What is not so is named in `errors`, by variable. Needs no credential.
     */
    get: operations["getReadiness"];
  };
  "/version": {
    /**
     * What runs here
     * @description The versions of this deployment, and what somebody without an account must know of it. Needs no credential.
     */
    get: operations["getVersion"];
  };
  "/media/{id}": {
    /**
     * Open a link to a medium
     * @description The `url` of a medium or of a message's: its bytes, or one range of them, for whoever has the link. Needs no credential.
     */
    get: operations["openMediaLink"];
  };
  "/exports/{id}": {
    /**
     * Download an export
     * @description The `url` of an export, once. Needs no credential.
     */
    get: operations["openExportLink"];
  };
  "/v1/auth/register": {
    /**
     * Create an account
     * @description Makes the person, a workspace that the person owns, and a first session. With an invitation to a workspace the person joins that one instead. Made again under its `Idempotency-Key`, because the answer was lost, it signs in to the same account.
     */
    post: operations["register"];
  };
  "/v1/auth/login": {
    /**
     * Sign in
     * @description Answers tokens of a new session; for somebody who set up a second step a token for `POST /v1/auth/mfa`. An e-mail that nobody has is answered like a wrong password. Failures are limited per network and per e-mail; a network from which the account signed in before keeps an allowance of its own.
     */
    post: operations["login"];
  };
  "/v1/auth/mfa": {
    /**
     * Take the second step of signing in
     * @description By a code of the app or a recovery code. Each code works once; after five wrong ones in a quarter of an hour the person waits. A letter tells when a recovery code was used.
     */
    post: operations["signInSecondStep"];
  };
  "/v1/auth/refresh": {
    /**
     * Exchange a refresh token
     * @description Each refresh token works once. Using one again ends its whole session. Without a token in the body the session cookie is meant: it is only taken from a page of this origin (`Sec-Fetch-Site: same-origin`), and for 30 seconds it may come again, because a page that is reloaded does not see its answer. A token is only taken from where its session keeps it.
     */
    post: operations["refreshSession"];
  };
  "/v1/auth/verify-email": {
    /**
     * Confirm an e-mail address
     * @description By the token of the letter that went to it: after registering, or when the address of an account shall change, which it does now. The token works once, for 24 hours.
     */
    post: operations["verifyEmail"];
  };
  "/v1/auth/password/forgot": {
    /**
     * Ask for a new password
     * @description A letter with a link goes to the address when an account has it. The answer, and how long it takes, is the same when nobody has. Works while sign-in is limited.
     */
    post: operations["forgotPassword"];
  };
  "/v1/auth/password/reset": {
    /**
     * Choose a new password
     * @description By the token of the letter, which works once, for 30 minutes, and no more once the password was changed otherwise. Every session ends; sign in with the new password.
     */
    post: operations["resetPassword"];
  };
  "/v1/hooks/{id}": {
    /**
     * Start an automation from another system
     * @description The URL and its secret come from `POST /v1/triggers`: a token in `Authorization: Bearer` or in the trigger's header, or a signature of the body. Posted again under the trigger's `dedupe_key`, or else its own `Idempotency-Key`, it answers the first run. Needs no other credential.
     */
    post: operations["postHook"];
  };
  "/v1/auth/logout": {
    /**
     * End this session
     * @description Its refresh token stops working at once, its access token within 30 seconds. Only for people: an API key has no session.
     */
    post: operations["logout"];
  };
  "/v1/me": {
    /**
     * Read your account
     * @description The person who signed in, with the role in this workspace. Only for people: an API key has no account of its own.
     */
    get: operations["getMe"];
    /**
     * Delete your account
     * @description At once and for good: your name, e-mail and sessions go, and you leave every workspace. What you did there stays under your id, which then names nobody. While you are the only owner of an open workspace it answers 409 and names it. Only for people.
     */
    delete: operations["deleteMe"];
    /**
     * Change your name, time zone or locale
     * @description Absent members stay. Only for people: an API key has no account of its own.
     */
    patch: operations["updateMe"];
  };
  "/v1/me/export": {
    /**
     * Export your account
     * @description Everything that is kept of your account: who you are, where you work, where you signed in, and what you did there. Only for people.
     */
    get: operations["exportMe"];
  };
  "/v1/auth/verify-email/resend": {
    /**
     * Ask for another link to confirm your address
     * @description At most five an hour. Only for people.
     */
    post: operations["resendVerification"];
  };
  "/v1/me/password": {
    /**
     * Change your password
     * @description Every other session of yours ends, and a letter tells you. After ten wrong passwords in a quarter of an hour you wait. Only for people.
     */
    post: operations["changePassword"];
  };
  "/v1/me/email": {
    /**
     * Change your e-mail address
     * @description A link goes to the new address, and the change counts when it is opened, within 24 hours; a letter tells the present address at once. Asked again, the earlier link does nothing any more. Only for people.
     */
    post: operations["changeEmail"];
  };
  "/v1/me/sessions": {
    /**
     * List where you are signed in
     * @description Sessions that go on, in all your workspaces, newest first. Only for people.
     */
    get: operations["listMySessions"];
  };
  "/v1/me/sessions/{id}": {
    /**
     * End a session of yours
     * @description Its refresh token stops working at once, its access tokens within 30 seconds. Only for people.
     */
    delete: operations["endMySession"];
  };
  "/v1/me/mfa": {
    /**
     * Begin to use an app that makes codes
     * @description Time-based codes (RFC 6238: SHA-1, six digits, 30 seconds). Sign-in asks for them once one was confirmed. More than ten minutes after signing in the password is needed. Only for people.
     */
    post: operations["startSecondStep"];
    /**
     * Sign in by password alone again
     * @description Forgets the app and its recovery codes. More than ten minutes after signing in the password is needed. Only for people.
     */
    delete: operations["removeSecondStep"];
  };
  "/v1/me/mfa/confirm": {
    /**
     * Confirm the app by one of its codes
     * @description From now on sign-in asks for a code. Five tries in a quarter of an hour. Only for people.
     */
    post: operations["confirmSecondStep"];
  };
  "/v1/workspaces": {
    /**
     * List your workspaces
     * @description Where you work and as what, the oldest first. Only for people.
     */
    get: operations["listMyWorkspaces"];
    /**
     * Make another workspace
     * @description You own it; `POST /v1/auth/switch` goes there. At most five a day. Where registering takes an invitation, so does this. Only for people whose address is confirmed.
     */
    post: operations["createWorkspace"];
  };
  "/v1/auth/switch": {
    /**
     * Go on in another workspace of yours
     * @description Answers tokens of a new session, which ends when this one would. A browser's session moves there; a program's goes on beside it. Only for people.
     */
    post: operations["switchWorkspace"];
  };
  "/v1/api-keys": {
    /**
     * List API keys
     * @description Newest first, never with their secrets. Requires `keys:write`.
     */
    get: operations["listApiKeys"];
    /**
     * Create an API key
     * @description The answer holds the key itself, once. Requires `keys:write`.
     */
    post: operations["createApiKey"];
  };
  "/v1/api-keys/{id}/rotate": {
    /**
     * Replace the secret of an API key
     * @description The old secret stops working, or does so after `overlap_seconds`: bring the new one to where it is used meanwhile. Requires `keys:write`, and every scope that the key has.
     */
    post: operations["rotateApiKey"];
  };
  "/v1/api-keys/{id}": {
    /**
     * Delete an API key
     * @description It works nowhere after 30 seconds. Requires `keys:write`, and every scope that the key has.
     */
    delete: operations["deleteApiKey"];
  };
  "/v1/scopes": {
    /**
     * List the scopes
     * @description Every scope there is, with the roles that hold it. Any credential may read it.
     */
    get: operations["listScopes"];
  };
  "/v1/me/alerts": {
    /**
     * Read which alerts you get by e-mail
     * @description Of this workspace. Only for people: an API key has no e-mail.
     */
    get: operations["getMyAlerts"];
    /**
     * Choose which alerts you get by e-mail
     * @description Of this workspace. Only for people: an API key has no e-mail.
     */
    put: operations["setMyAlerts"];
  };
  "/v1/workspace": {
    /**
     * Get the workspace
     * @description The workspace that the credential belongs to. Requires `workspace:read`.
     */
    get: operations["getWorkspace"];
    /**
     * Close the workspace
     * @description From now on nothing is sent, and calls that change something answer 403 `workspace_closing`; reading, exporting and what people write in go on. After seven days everything is deleted: the database, the files, the keys, and the accounts of members who work nowhere else. Its members are told by mail. Only for an owner, signed in. Requires `workspace:write`.
     */
    delete: operations["closeWorkspace"];
    /**
     * Change the workspace
     * @description Absent members stay. Requires `workspace:write`.
     */
    patch: operations["updateWorkspace"];
  };
  "/v1/workspace/restore": {
    /**
     * Restore a closed workspace
     * @description It goes on as before; what was due meanwhile is decided anew. Only for an owner, signed in. Requires `workspace:write`.
     */
    post: operations["restoreWorkspace"];
  };
  "/v1/event-types": {
    /**
     * List event types
     * @description Every type that `GET /v1/events` tells, with when it is told, its JSON Schema and an example. Any credential may read it.
     */
    get: operations["listEventTypes"];
  };
  "/v1/invitations": {
    /**
     * List invitations
     * @description Newest first, never with their tokens. Requires `team:read`.
     */
    get: operations["listInvitations"];
    /**
     * Invite somebody into the workspace
     * @description A letter with a link goes to them, which proves their address as well. The answer holds a token too, once, to be handed over otherwise. With either the person registers (`POST /v1/auth/register`) or, with an account, accepts. At most 20 a day, and only from somebody whose own address is confirmed. Requires `team:write`, and every scope that the role has.
     */
    post: operations["createInvitation"];
  };
  "/v1/invitations/accept": {
    /**
     * Join a workspace
     * @description For somebody who has an account; who has none registers with the token. Only for people: an API key joins nothing.
     */
    post: operations["acceptInvitation"];
  };
  "/v1/invitations/{id}": {
    /**
     * Revoke an invitation
     * @description Its token opens nothing any more. Requires `team:write`.
     */
    delete: operations["revokeInvitation"];
  };
  "/v1/members": {
    /**
     * List the members of the workspace
     * @description Who came first is first. E-mails are told to those who hold `team:read`. Requires `inbox:read`.
     */
    get: operations["listMembers"];
  };
  "/v1/members/{id}": {
    /**
     * Read a member
     * @description The e-mail is told to those who hold `team:read`. Requires `inbox:read`.
     */
    get: operations["getMember"];
    /**
     * Remove a member, or leave
     * @description Their sessions of this workspace end within 30 seconds, and what they have of open conversations becomes nobody's. Whoever works in no other workspace loses their account with it. Your own id means that you leave, which takes no scope; of your only workspace delete the account (`DELETE /v1/me`). The last owner stays (409 `last_owner`). Requires `team:write`.
     */
    delete: operations["removeMember"];
    /**
     * Change a member
     * @description It counts everywhere within 30 seconds. Nobody touches a role that may do more than they may; ownership is given and taken by owners, and the last owner stays one (409 `last_owner`). Requires `team:write`.
     */
    patch: operations["updateMember"];
  };
  "/v1/meta-apps": {
    /**
     * List your own Meta apps
     * @description Newest first, never with their secrets. Requires `numbers:read`.
     */
    get: operations["listMetaApps"];
    /**
     * Add a Meta app of your own
     * @description Enter the callback URL and the verify token of the answer in the app's dashboard, then connect numbers with its `app_id`: their webhooks are taken under this app alone. The same `app_id` again replaces the secret. An app belongs to one workspace: 409 `invalid_state` when another has it. Requires `numbers:write`.
     */
    post: operations["saveMetaApp"];
  };
  "/v1/meta-apps/{app_id}": {
    /**
     * Delete a Meta app of your own
     * @description Its callback URL takes nothing any more, everywhere after 30 seconds. Refused while numbers are connected with it. Requires `numbers:write`.
     */
    delete: operations["deleteMetaApp"];
  };
  "/v1/ai/models": {
    /**
     * List the models that may draft
     * @description All of the deployment, and which of them can be asked at the moment. Requires `ai:draft`.
     */
    get: operations["listAiModels"];
  };
  "/v1/ai/ledger": {
    /**
     * List what was asked of models
     * @description Every asking, newest first: what it cost, the hash of what was sent and the names of its members. Requires `ai:draft`.
     */
    get: operations["listAiLedger"];
  };
  "/v1/ai/settings": {
    /**
     * Read how the workspace uses AI
     * @description Off until an owner turns it on. Requires `ai:draft`.
     */
    get: operations["getAiSettings"];
    /**
     * Turn AI on or off
     * @description Absent members stay. An owner does it, signed in: no API key may. Requires `workspace:write`.
     */
    put: operations["updateAiSettings"];
  };
  "/v1/alerts": {
    /**
     * List alerts
     * @description What wants a person, newest first; the same of the same once a day. Requires `workspace:read`.
     */
    get: operations["listAlerts"];
  };
  "/v1/alerts/{id}/acknowledge": {
    /**
     * See to an alert
     * @description Who was first stays. Requires `workspace:write`.
     */
    post: operations["acknowledgeAlert"];
  };
  "/v1/analytics/overview": {
    /**
     * Read the figures of a span
     * @description Everything in one row. Requires `analytics:read`.
     */
    get: operations["getOverview"];
  };
  "/v1/analytics/messages": {
    /**
     * Read messages by day
     * @description Each thing counts on the day when it happened, by Meta's clock. Requires `analytics:read`.
     */
    get: operations["listMessageDays"];
  };
  "/v1/analytics/responses": {
    /**
     * Read how long people waited
     * @description From the first message of a person that is not answered yet to the answer of somebody of the business. Quantiles are right to within a bucket of waits. Requires `analytics:read`.
     */
    get: operations["listResponseDays"];
  };
  "/v1/analytics/agents": {
    /**
     * Read who sent and answered
     * @description Users, API keys and automations. Requires `analytics:read`.
     */
    get: operations["listAgents"];
  };
  "/v1/analytics/campaigns": {
    /**
     * Read how campaigns did
     * @description Those launched in the span, as they stand now. Requires `analytics:read`.
     */
    get: operations["listCampaignFigures"];
  };
  "/v1/analytics/templates": {
    /**
     * Read how templates did
     * @description Campaigns and single messages together. Requires `analytics:read`.
     */
    get: operations["listTemplateFigures"];
  };
  "/v1/analytics/spend": {
    /**
     * Read what Meta bills by
     * @description Messages that were delivered, by Meta's pricing category and the recipient's country. Requires that Meta tells its pricing, as it does since 2025. Requires `analytics:read`.
     */
    get: operations["getSpend"];
  };
  "/v1/audit-logs": {
    /**
     * List what was done
     * @description By whom, to what and from where, newest first: in the workspace, and about its people, sessions, keys and connections. A page of a filtered list may be short, or empty, and have more behind it. Requires `audit:read`.
     */
    get: operations["listAuditLogs"];
  };
  "/v1/audit-logs/verify": {
    /**
     * Check that the workspace's audit trail is as it was sealed
     * @description Each row is sealed to all before it by a SHA-256 chain, in stretches of up to 1,000 rows. Names the head that the trail is sealed up to, and the first stretch that was changed since. A long trail is checked in parts of up to 10 stretches. Keep a head and send it as `known_head` later: that shows that nobody wrote the whole trail anew. Requires `audit:read`.
     */
    post: operations["verifyAuditLogs"];
  };
  "/v1/automations": {
    /**
     * List automations
     * @description Newest first. Requires `automations:read`.
     */
    get: operations["listAutomations"];
    /**
     * Create an automation as a draft
     * @description A draft may be wrong in every way that `validate` tells; it does nothing until it is published. Requires `automations:write`.
     */
    post: operations["createAutomation"];
  };
  "/v1/automations/{id}": {
    /**
     * Read an automation
     * @description Its draft, and whether it runs. Requires `automations:read`.
     */
    get: operations["getAutomation"];
    /**
     * Delete an automation
     * @description One that is not published. Its runs and versions stay. Requires `automations:write`.
     */
    delete: operations["deleteAutomation"];
    /**
     * Change an automation's draft
     * @description Absent members stay. What runs stays as it is until it is published again. Requires `automations:write`.
     */
    patch: operations["updateAutomation"];
  };
  "/v1/automations/{id}/publish": {
    /**
     * Publish an automation
     * @description Makes a version of the draft, which starts runs from now on; runs that go on stay in theirs. Refused with `lint_failed` while `validate` finds an error or a played conversation goes otherwise. Requires `automations:write`.
     */
    post: operations["publishAutomation"];
  };
  "/v1/automations/{id}/disable": {
    /**
     * Disable an automation
     * @description It starts no more runs; those that are under way go on. Requires `automations:write`.
     */
    post: operations["disableAutomation"];
  };
  "/v1/automations/{id}/validate": {
    /**
     * Find what is wrong with an automation's draft
     * @description Steps that no way leads to, circles without a wait, texts that WhatsApp does not take or not at that time, and more; then its played conversations. Requires `automations:read`.
     */
    post: operations["validateAutomation"];
  };
  "/v1/automations/{id}/simulate": {
    /**
     * Play a conversation with an automation's draft
     * @description The same engine without the world: nothing is sent, nothing is called, and time passes as the messages say. Requires `automations:read`.
     */
    post: operations["simulateAutomation"];
  };
  "/v1/automations/{id}/versions": {
    /**
     * List the versions of an automation
     * @description The newest 50, newest first. Requires `automations:read`.
     */
    get: operations["listAutomationVersions"];
  };
  "/v1/automations/{id}/versions/{version}/restore": {
    /**
     * Make a version the draft again
     * @description Publish it to let it run. Requires `automations:write`.
     */
    post: operations["restoreAutomationVersion"];
  };
  "/v1/automations/{id}/funnel": {
    /**
     * Count how the runs of a version went
     * @description How many began, came to each step and ended how, among the newest 10,000 runs of the workspace. Requires `automations:read`.
     */
    get: operations["getAutomationFunnel"];
  };
  "/v1/campaigns": {
    /**
     * List campaigns
     * @description Newest first. Requires `campaigns:read`.
     */
    get: operations["listCampaigns"];
    /**
     * Make a campaign
     * @description Makes a draft. Nothing is sent before it is launched. Requires `campaigns:write`.
     */
    post: operations["createCampaign"];
  };
  "/v1/campaigns/{id}": {
    /**
     * Read a campaign
     * @description As it was made, with its state. Requires `campaigns:read`.
     */
    get: operations["getCampaign"];
    /**
     * Delete a draft
     * @description One that was launched stays, because it is the account of what was sent. Requires `campaigns:write`.
     */
    delete: operations["deleteCampaign"];
    /**
     * Change a draft
     * @description Absent members stay. Once it is launched nothing can be changed. Requires `campaigns:write`.
     */
    patch: operations["updateCampaign"];
  };
  "/v1/campaigns/{id}/audience-preview": {
    /**
     * Count the audience
     * @description Who would get a message if it were launched now, and why the others would not. Requires `campaigns:read`.
     */
    post: operations["previewCampaignAudience"];
  };
  "/v1/campaigns/audience-preview": {
    /**
     * Count an audience without a campaign
     * @description As of a draft with this audience: who would get a message now, and why the others would not. Nothing is stored. Requires `campaigns:read`.
     */
    post: operations["previewAudience"];
  };
  "/v1/campaigns/{id}/report": {
    /**
     * Read what became of a campaign
     * @description How far its messages came, why some failed and others were not sent, and what can be done about it. The counts add up to `planned` at any time. Requires `campaigns:read`.
     */
    get: operations["getCampaignReport"];
  };
  "/v1/campaigns/{id}/launch": {
    /**
     * Launch a campaign
     * @description Requires an Idempotency-Key. The audience is fixed now; sending begins at once. Requires `campaigns:launch`.
     */
    post: operations["launchCampaign"];
  };
  "/v1/campaigns/{id}/pause": {
    /**
     * Pause a campaign
     * @description No message leaves later than two seconds after this. Requires `campaigns:launch`.
     */
    post: operations["pauseCampaign"];
  };
  "/v1/campaigns/{id}/resume": {
    /**
     * Resume a campaign
     * @description Goes on where it stopped; nobody is sent to twice. Requires `campaigns:launch`.
     */
    post: operations["resumeCampaign"];
  };
  "/v1/campaigns/{id}/cancel": {
    /**
     * Cancel a campaign
     * @description Whoever was not sent to yet is skipped. Requires `campaigns:launch`.
     */
    post: operations["cancelCampaign"];
  };
  "/v1/campaigns/{id}/progress": {
    /**
     * Read how far a campaign is
     * @description Every planned message is in exactly one state, so the counts add up to `planned`. Requires `campaigns:read`.
     */
    get: operations["getCampaignProgress"];
  };
  "/v1/campaigns/{id}/recipients": {
    /**
     * List a campaign's messages
     * @description One message for each person of the audience, skipped ones included, the last of the plan first. Requires `campaigns:read`.
     */
    get: operations["listCampaignRecipients"];
  };
  "/v1/contacts/{contact}/consents": {
    /**
     * List a contact's acts of consent
     * @description Newest first. Requires `consents:read`.
     */
    get: operations["listContactConsents"];
    /**
     * Record an act of consent
     * @description Appends to the ledger. After the person's own withdrawal only the person grants again: by a message with a start word, by an opt-in link, or by an opt-in that they confirm. A request with `confirm` is sent to them as a message with a button, which is no marketing; a tap on it grants. Requires `consents:write`, and `messages:send` with `confirm`.
     */
    post: operations["recordConsent"];
  };
  "/v1/contacts/{contact}/consents/hold": {
    /**
     * Decide on what may be a refusal
     * @description A person who writes that they want no more advertising, in the middle of something else, is sent no marketing until somebody has read it: `marketing_hold` of the contact. Requires `consents:write`.
     */
    post: operations["decideConsentHold"];
  };
  "/v1/contacts/{contact}/opt-out-link": {
    /**
     * Get a contact's opt-out link
     * @description A page by which the person withdraws marketing without an account. To open it changes nothing; it works while a number is paused, too. Requires `consents:read`.
     */
    get: operations["getOptOutLink"];
  };
  "/v1/consents": {
    /**
     * Read the consent ledger
     * @description Oldest first, everything after a sequence number. Requires `consents:read`.
     */
    get: operations["readConsentFeed"];
  };
  "/v1/consents/verify": {
    /**
     * Check that the consent ledger is as it was sealed
     * @description Each row is sealed to all before it by a SHA-256 chain. Names the head that the ledger is sealed up to, and the first row that was changed since, or is missing. A long ledger is checked in parts of 10,000 rows. Requires `consents:read`.
     */
    post: operations["verifyConsents"];
  };
  "/v1/consents/{id}/proof": {
    /**
     * Prove an act of consent
     * @description The record with its neighbours in the chain and the way to the head, so that it can be checked without this service. Requires `consents:read`; `personal` also `contacts:pii`.
     */
    get: operations["proveConsent"];
  };
  "/v1/opt-in-links": {
    /**
     * List opt-in links
     * @description Newest first. Requires `consents:read`.
     */
    get: operations["listOptInLinks"];
    /**
     * Make an opt-in link
     * @description A link, for a page or as a QR code on paper, that opens a talk with the number and a text in the message box. Whoever sends the text grants marketing by an act of their own: the ledger holds the link's statement and their message. It takes back a STOP, as START does. Requires `consents:write`.
     */
    post: operations["createOptInLink"];
  };
  "/v1/opt-in-links/{id}": {
    /**
     * Read an opt-in link
     * @description Requires `consents:read`.
     */
    get: operations["getOptInLink"];
    /**
     * Delete an opt-in link
     * @description Its keyword means nothing any more and is free for another link. Whoever agreed by it has agreed. Requires `consents:write`.
     */
    delete: operations["deleteOptInLink"];
    /**
     * Change an opt-in link
     * @description What is left out stays. Whoever agreed before has agreed to what the link said then. With another keyword or text, what was printed before agrees no more. Requires `consents:write`.
     */
    patch: operations["updateOptInLink"];
  };
  "/v1/opt-in-links/{id}/qr": {
    /**
     * Draw an opt-in link as a QR code
     * @description An SVG, for a page or for print in any size. Requires `consents:read`.
     */
    get: operations["drawOptInLink"];
  };
  "/v1/suppressions": {
    /**
     * List who is not to be written to
     * @description Newest first. Requires `consents:read`.
     */
    get: operations["listSuppressions"];
    /**
     * Let nothing be sent to somebody
     * @description Nothing is sent to the person any more, not even what is queued: neither messages nor campaigns. They are recognised by keyed hashes of their phone and user ids, so they stay on the list when their contact is deleted and comes back. Requires `consents:write`.
     */
    post: operations["suppress"];
  };
  "/v1/suppressions/{id}": {
    /**
     * Let somebody be written to again
     * @description What they withdrew stays withdrawn: only they grant it again. Requires `consents:write`.
     */
    delete: operations["release"];
  };
  "/v1/contacts": {
    /**
     * List contacts
     * @description Newest first; with `q` in the order of what was found: words by the alphabet, phone numbers by their digits. With `q` or `updated_after` a page may be short while `has_more` is true. Requires `contacts:read`.
     */
    get: operations["listContacts"];
    /**
     * Create a contact
     * @description With a phone or a business-scoped user id. Requires `contacts:write`.
     */
    post: operations["createContact"];
  };
  "/v1/contacts/search": {
    /**
     * Search contacts by a filter
     * @description Newest first. A page may be short while `has_more` is true. Requires `contacts:read`.
     */
    post: operations["searchContacts"];
  };
  "/v1/contacts/batch": {
    /**
     * Create or update up to 500 contacts
     * @description Each item has its own outcome; what can be written is written at once. Requires `contacts:write`, and `consents:write` for items with a consent.
     */
    post: operations["batchContacts"];
  };
  "/v1/contacts/{contact}": {
    /**
     * Get a contact
     * @description Requires `contacts:read`.
     */
    get: operations["getContact"];
    /**
     * Create or change a contact
     * @description Creates the contact that the path names when it is not there. Absent members stay. Requires `contacts:write`.
     */
    put: operations["upsertContact"];
    /**
     * Erase a contact
     * @description Everything that is kept of the person goes: the same as a request of the kind `erase`, which is answered. Requires `privacy:write`.
     */
    delete: operations["eraseContact"];
    /**
     * Change a contact
     * @description Absent members stay, null clears. Requires `contacts:write`.
     */
    patch: operations["updateContact"];
  };
  "/v1/contacts/{contact}/tags/{tag}": {
    /**
     * Give a contact a tag
     * @description Requires `contacts:write`.
     */
    put: operations["addContactTag"];
    /**
     * Take a tag from a contact
     * @description Requires `contacts:write`.
     */
    delete: operations["removeContactTag"];
  };
  "/v1/contacts/{contact}/merge": {
    /**
     * Make two contacts one
     * @description The contact in the path is left; the other leads to it in every place, and its threads go on there. What the one lacks, it takes over; of consents the strictest holds for both. Can be undone for 30 days. Requires `contacts:write`.
     */
    post: operations["mergeContact"];
  };
  "/v1/contacts/{contact}/unmerge": {
    /**
     * Part two contacts that were merged
     * @description The contact in the path loses what it took over and has not changed since, and the other is found again as before. What was said in the meantime stays where it is, what was withdrawn stays withdrawn for both, and a grant of that time lapses. Requires `contacts:write`.
     */
    post: operations["unmergeContact"];
  };
  "/v1/contacts/{contact}/identities": {
    /**
     * List what a contact is recognised by
     * @description Requires `contacts:read`.
     */
    get: operations["listContactIdentities"];
  };
  "/v1/conversations": {
    /**
     * List conversations
     * @description Newest activity first. A page looks at 1,000 conversations at most, so it may be short while `has_more` is true. Requires `inbox:read`.
     */
    get: operations["listConversations"];
  };
  "/v1/conversations/counts": {
    /**
     * Count the conversations of each view
     * @description Exact: counters are kept with every change of a conversation. Requires `inbox:read`.
     */
    get: operations["countConversations"];
  };
  "/v1/conversations/{id}": {
    /**
     * Read a conversation
     * @description With the person and the newest message. Requires `inbox:read`.
     */
    get: operations["getConversation"];
    /**
     * Change a conversation
     * @description Status, snooze, assignee, priority and tags; what is left out stays. A message of the person opens the conversation again. Requires `inbox:write`.
     */
    patch: operations["updateConversation"];
  };
  "/v1/conversations/{id}/messages": {
    /**
     * List the messages of a conversation
     * @description Newest first, from both sides. Requires `inbox:read`.
     */
    get: operations["listConversationMessages"];
  };
  "/v1/conversations/{id}/read": {
    /**
     * Mark a conversation as read
     * @description Everything that the person wrote counts as read. The person is told so when the number's `auto_read` is `on_open` and the caller has the scope `messages:send` as well, or when the body says `tell`, which requires that scope; nobody is told of messages older than 30 days. Requires `inbox:write`.
     */
    post: operations["markConversationRead"];
  };
  "/v1/conversations/{id}/typing": {
    /**
     * Show that an answer is being written
     * @description The person sees it for 25 seconds, or until the answer comes, and sees what was written as read. Requires `messages:send`.
     */
    post: operations["showTyping"];
  };
  "/v1/conversations/search": {
    /**
     * Search conversations by a filter
     * @description Newest activity first. A page looks at 1,000 conversations at most, so it may be short while `has_more` is true. Requires `inbox:read`.
     */
    post: operations["searchConversations"];
  };
  "/v1/conversations/{id}/handoff": {
    /**
     * Hand a conversation to people
     * @description Automations keep still in it until it is released, resolved, or the time is over. Requires `inbox:write`.
     */
    post: operations["handOffConversation"];
  };
  "/v1/conversations/{id}/release": {
    /**
     * Let automations act again
     * @description Ends a handoff. Requires `inbox:write`.
     */
    post: operations["releaseConversation"];
  };
  "/v1/drafts": {
    /**
     * List drafts
     * @description Newest first. Requires `ai:draft`.
     */
    get: operations["listDrafts"];
    /**
     * Have AI draft a template
     * @description A model is told this body and nothing else of the workspace: no chat, no contact, no name. Its provider must keep nothing and train on nothing. The draft has no error of Meta's rules and goes nowhere by itself. Only a draft counts against the limits. Requires `ai:draft`.
     */
    post: operations["createDraft"];
  };
  "/v1/drafts/{id}": {
    /**
     * Read a draft
     * @description With what the model was told. Requires `ai:draft`.
     */
    get: operations["getDraft"];
  };
  "/v1/drafts/{id}/accept": {
    /**
     * Make a template of a draft
     * @description Once. The template is a draft too: nothing is submitted. Requires `templates:write`.
     */
    post: operations["acceptDraft"];
  };
  "/v1/events": {
    /**
     * Read events
     * @description Oldest first, without gaps. With `types` a page looks at a bounded part of the ledger, so it may be short while `has_more` is true. Requires `events:read`.
     */
    get: operations["readEvents"];
  };
  "/v1/events/stream": {
    /**
     * Stream events
     * @description Server-sent events: `id` is the sequence, `event` the type, `data` the event as `GET /v1/events` tells it. A comment comes every 15 seconds when nothing else does. The stream ends after ten minutes, and within half a minute when the credential is good no more: come again with `Last-Event-ID`, nothing is missed. A reader that takes nothing for a minute is cut off. A workspace has up to 50 at once. Requires `events:read`.
     */
    get: operations["streamEvents"];
  };
  "/v1/events/{id}": {
    /**
     * Read an event
     * @description By the id that feed, stream and webhooks tell, for as long as events are kept. Requires `events:read`.
     */
    get: operations["getEvent"];
  };
  "/v1/exports": {
    /**
     * List exports
     * @description Newest first, without links. Requires `contacts:read`.
     */
    get: operations["listExports"];
    /**
     * Export a table or the whole workspace
     * @description Written behind the answer, audited, and kept for seven days. Requires `contacts:export`, but for `audit`, which requires `audit:read`; and what it takes to read what goes out: `contacts:read` and `contacts:pii` for contacts, `inbox:read` and `contacts:pii` for messages, `campaigns:read`, `consents:read`, all of these for a workspace.
     */
    post: operations["createExport"];
  };
  "/v1/exports/{id}": {
    /**
     * Read an export
     * @description Once it is ready with a link for one download. Requires `contacts:read`, and what it took to ask for it.
     */
    get: operations["getExport"];
  };
  "/v1/business-hours": {
    /**
     * Read when the business is open
     * @description And whether it is now. Requires `automations:read`.
     */
    get: operations["getBusinessHours"];
    /**
     * Write when the business is open
     * @description Automations ask for it: the trigger `outside_hours` and the step `business_hours`. Hours past midnight belong to the next day. Requires `automations:write`.
     */
    put: operations["putBusinessHours"];
  };
  "/v1/imports": {
    /**
     * List imports
     * @description Newest first. Requires `contacts:read`.
     */
    get: operations["listImports"];
    /**
     * Import a file of contacts
     * @description A form with a CSV file and how to read it. What is wrong with the file as a whole is told at once; its rows are read behind the answer, and each counts once: created, updated, unchanged or rejected. An empty cell says nothing, tags join those that a contact has. Cloudflare takes request bodies of 100 MB on its Free and Pro plans, whatever we take. Requires `contacts:write`.
     */
    post: operations["createImport"];
  };
  "/v1/imports/{id}": {
    /**
     * Read an import
     * @description How far it is, and what its rows came to. Requires `contacts:read`.
     */
    get: operations["getImport"];
  };
  "/v1/imports/{id}/errors": {
    /**
     * Download what was wrong with rows
     * @description CSV with `line`, `column`, `code`, `value`, `outcome` (`rejected`, or `imported` nevertheless) and `message`: every row that was rejected, and every one of which somebody should know more. Kept for seven days. Requires `contacts:read`.
     */
    get: operations["getImportErrors"];
  };
  "/v1/imports/{id}/run": {
    /**
     * Import what a dry run looked at
     * @description The same file with the same settings, without sending it again. Requires `contacts:write`.
     */
    post: operations["runImport"];
  };
  "/v1/imports/{id}/undo": {
    /**
     * Undo an import
     * @description Takes the contacts away again that it made, but for those to whom something has happened since; `undo` tells how many of each. What it changed of others stays changed. Within seven days. Requires `contacts:write`.
     */
    post: operations["undoImport"];
  };
  "/v1/inbound-changes": {
    /**
     * List what Meta sent
     * @description What Meta's webhooks told, change by change as it came, newest first, for 14 days. A change that is delivered again, or only repeats what was known, is not listed again. A page may be short while `has_more` is true. Requires `inbox:read`.
     */
    get: operations["listInboundChanges"];
  };
  "/v1/media": {
    /**
     * Upload a file
     * @description The body is the file itself with its `Content-Type` (and a name in `Content-Disposition`, if it has one), or a form with the file in it. Limits are Meta's: images 5 MB, audio and video 16 MB, documents 100 MB, stickers 100 KB or, moving, 500 KB. Requires `messages:send`.
     */
    post: operations["uploadMedia"];
  };
  "/v1/media/{id}": {
    /**
     * Read a medium
     * @description Where it stands, with a link to its bytes once it is here. Requires `inbox:read`.
     */
    get: operations["getMedia"];
    /**
     * Delete a medium
     * @description The message that it came with, or was sent with, stays. Requires `inbox:write`.
     */
    delete: operations["deleteMedia"];
  };
  "/v1/media/{id}/content": {
    /**
     * Download a medium
     * @description Its bytes, or one range of them. Requires `inbox:read`.
     */
    get: operations["getMediaContent"];
  };
  "/v1/media/{id}/refetch": {
    /**
     * Fetch a medium again
     * @description For the file of an incoming message that could not be had, for as long as Meta keeps it. Requires `inbox:write`.
     */
    post: operations["refetchMedia"];
  };
  "/v1/messages": {
    /**
     * List messages
     * @description Newest first. A page looks at 1,000 messages at most, so with filters it may be short while `has_more` is true. Requires `inbox:read`.
     */
    get: operations["listMessages"];
    /**
     * Send a message
     * @description Takes a message over for sending, now or with `send_at` at an instant, and answers at once; what becomes of it is told by its `status` and by events. Requires an `Idempotency-Key`. Requires `messages:send`.
     */
    post: operations["sendMessage"];
  };
  "/v1/messages/batch": {
    /**
     * Send up to 100 messages
     * @description Each item is what `POST /v1/messages` takes, and has an outcome of its own: what is refused touches no other. Messages to one recipient leave in the order of the items. Requires an `Idempotency-Key`: a call that was cut short is made again with its key, goes on where it ended and sends nothing twice. Requires `messages:send`.
     */
    post: operations["sendMessages"];
  };
  "/v1/messages/{id}": {
    /**
     * Read a message
     * @description With what became of it so far. Requires `inbox:read`.
     */
    get: operations["getMessage"];
    /**
     * Move a scheduled message
     * @description To another instant, while it waits. Requires `messages:send`.
     */
    patch: operations["rescheduleMessage"];
  };
  "/v1/messages/{id}/cancel": {
    /**
     * Cancel a scheduled or queued message
     * @description Only while nobody has begun to send it. Messages of a campaign are cancelled with their campaign. Requires `messages:send`.
     */
    post: operations["cancelMessage"];
  };
  "/v1/messages/{id}/resend": {
    /**
     * Send a message again
     * @description Of one that failed, or is `unknown`, and belongs to no campaign: a new message, decided on like any other. Requires `messages:send`.
     */
    post: operations["resendMessage"];
  };
  "/v1/conversations/{id}/notes": {
    /**
     * List the notes of a conversation
     * @description Newest first; people outside the workspace never see them. Requires `inbox:read`.
     */
    get: operations["listNotes"];
    /**
     * Leave a note in a conversation
     * @description For the team alone; members may be mentioned. Requires `inbox:write`.
     */
    post: operations["addNote"];
  };
  "/v1/me/mentions": {
    /**
     * List the notes that name you
     * @description Of this workspace, newest first. Nobody names an API key, whose list is empty. Requires `inbox:read`.
     */
    get: operations["listMentions"];
  };
  "/v1/me/mentions/read": {
    /**
     * Mark notes that name you as seen
     * @description All up to one of them. An earlier mark than the one before changes nothing. Requires `inbox:read`.
     */
    post: operations["markMentionsRead"];
  };
  "/v1/conversations/{id}/notes/{note}": {
    /**
     * Delete a note of your own
     * @description It is gone. Requires `inbox:write`.
     */
    delete: operations["deleteNote"];
    /**
     * Change a note of your own
     * @description Sets text and mentions. Requires `inbox:write`.
     */
    patch: operations["editNote"];
  };
  "/v1/numbers/{id}/graph-token": {
    /**
     * Give a sandbox number a new graph token
     * @description The former token of its Graph API ends at once. The new one is shown once. 404 for a cloud number. Requires `numbers:write`.
     */
    post: operations["rotateGraphToken"];
  };
  "/v1/numbers/{id}/graph-webhook": {
    /**
     * Read where a sandbox number's webhooks go
     * @description The URL that hears of the number beside this platform, without its secret. 404 for a cloud number. Requires `numbers:read`.
     */
    get: operations["getGraphWebhook"];
    /**
     * Have a sandbox number's webhooks sent to a URL of yours
     * @description Statuses of what was sent by its Graph API, what people write, and what becomes of its templates. The URL is shaken hands with first. Each call makes a new secret, shown once. 404 for a cloud number. Requires `numbers:write`.
     */
    put: operations["setGraphWebhook"];
    /**
     * Send a sandbox number's webhooks nowhere else any more
     * @description What was still to be told is not told. 404 for a cloud number. Requires `numbers:write`.
     */
    delete: operations["deleteGraphWebhook"];
  };
  "/v1/numbers/{id}/health": {
    /**
     * Ask Meta how a number is
     * @description Meta is asked at once; nothing changes. Whoever wants to know what to do about it asks the doctor. Requires `numbers:read`.
     */
    get: operations["getNumberHealth"];
  };
  "/v1/numbers/{id}/limits": {
    /**
     * Ask Meta how much a number may send
     * @description Meta is asked at once; nothing changes. Requires `numbers:read`.
     */
    get: operations["getNumberLimits"];
  };
  "/v1/numbers/{id}/set-aside": {
    /**
     * Count deliveries of Meta that were set aside
     * @description Webhooks for the number or its account that were answered, kept sealed for 14 days and not applied. Requires `numbers:read`.
     */
    get: operations["countSetAside"];
  };
  "/v1/numbers/{id}/doctor": {
    /**
     * Look for what keeps a number from working
     * @description Token, permissions, subscription, webhook, registration, payment, health, display name and quality: each with what to do about it. Meta is asked; nothing of the number changes. Requires `numbers:write`.
     */
    post: operations["askNumberDoctor"];
  };
  "/v1/numbers/{id}/keywords": {
    /**
     * Read a number's own words
     * @description What people write to stop and to start marketing on this number, beside the words that hold everywhere. Requires `numbers:read`.
     */
    get: operations["getNumberKeywords"];
    /**
     * Replace a number's own words
     * @description They are added to the built-in ones, such as STOP and START, which nobody can take away. Requires `numbers:write`.
     */
    put: operations["setNumberKeywords"];
  };
  "/v1/numbers/{id}/profile": {
    /**
     * Read what people see of the business
     * @description As Meta has it at this moment. Requires `numbers:read`.
     */
    get: operations["getNumberProfile"];
    /**
     * Change what people see of the business
     * @description What is not given stays. Requires `numbers:write`.
     */
    patch: operations["updateNumberProfile"];
  };
  "/v1/numbers/{id}/components": {
    /**
     * Read what is offered in a chat
     * @description Ice breakers and commands, as Meta has them. Requires `numbers:read`.
     */
    get: operations["getNumberComponents"];
    /**
     * Replace what is offered in a chat
     * @description All ice breakers and commands; empty lists remove them. (Meta knows no welcome message any more.) Requires `numbers:write`.
     */
    put: operations["setNumberComponents"];
  };
  "/v1/numbers/{id}/qr-codes": {
    /**
     * List a number's QR codes
     * @description As Meta has them, newest first; a page holds 25 at most. Requires `numbers:read`.
     */
    get: operations["listNumberQrCodes"];
    /**
     * Make a QR code
     * @description Whoever scans it, or follows its link, finds a chat with the text written. Requires `numbers:write`.
     */
    post: operations["createNumberQrCode"];
  };
  "/v1/numbers/{id}/qr-codes/{code}": {
    /**
     * Delete a QR code
     * @description Its picture and its link lead nowhere then. Requires `numbers:write`.
     */
    delete: operations["deleteNumberQrCode"];
    /**
     * Give a QR code another text
     * @description Its picture and its link stay as they are. Requires `numbers:write`.
     */
    patch: operations["updateNumberQrCode"];
  };
  "/v1/numbers/{id}/register": {
    /**
     * Register a number for the Cloud API
     * @description With its PIN, which is kept sealed. A number that was stopped is resumed afterwards. Meta allows ten registrations and deregistrations in 72 hours. Requires `numbers:write`.
     */
    post: operations["registerNumber"];
  };
  "/v1/numbers/{id}/deregister": {
    /**
     * Take a number off the Cloud API
     * @description It sends and receives nothing any more, and is paused; resuming it registers it again with its PIN. Requires `numbers:write`.
     */
    post: operations["deregisterNumber"];
  };
  "/v1/numbers/{id}/verify-code": {
    /**
     * Prove that a number is one's own
     * @description With `method` Meta sends a code to the number; with `code` it is given back. Requires `numbers:write`.
     */
    post: operations["verifyNumberCode"];
  };
  "/v1/numbers/{id}/blocked": {
    /**
     * List whom a number blocks
     * @description As Meta has them. Requires `numbers:read`.
     */
    get: operations["listBlockedPeople"];
    /**
     * Block people
     * @description Only who wrote in the last 24 hours can be blocked. Nothing is sent to a blocked contact, from whatever number. Each has its own outcome. Requires `numbers:write`.
     */
    post: operations["blockPeople"];
    /**
     * Unblock people
     * @description Whoever is not blocked is no error. Requires `numbers:write`.
     */
    delete: operations["unblockPeople"];
  };
  "/v1/numbers": {
    /**
     * List numbers
     * @description Newest first, those that were disconnected included. Requires `numbers:read`.
     */
    get: operations["listNumbers"];
    /**
     * Connect a number
     * @description A `cloud` number is confirmed with Meta before it is stored. A `sandbox` number is made at once, and its Graph API can be used by any client library with the `graph` that is answered. A workspace holds numbers of one kind. Requires `numbers:write`.
     */
    post: operations["connectNumber"];
  };
  "/v1/numbers/{id}": {
    /**
     * Read a number
     * @description As it was last told by Meta. Requires `numbers:read`.
     */
    get: operations["getNumber"];
    /**
     * Disconnect a number
     * @description Stops its webhooks, at Meta too when it is the last number of its account, and forgets its token, within an hour if Meta cannot be reached. Conversations stay. What Meta still delivers is answered and set aside. Requires `numbers:write`.
     */
    delete: operations["disconnectNumber"];
    /**
     * Change a number
     * @description The name is yours alone; people see the verified name. What is left out stays. Requires `numbers:write`.
     */
    patch: operations["updateNumber"];
  };
  "/v1/numbers/{id}/token": {
    /**
     * Replace a number's access token
     * @description Meta confirms first that the token may use the number. Requires `numbers:write`.
     */
    put: operations["replaceNumberToken"];
  };
  "/v1/numbers/{id}/pause": {
    /**
     * Pause a number
     * @description Nothing is sent from it until it is resumed. Messages still arrive. Requires `numbers:write`.
     */
    post: operations["pauseNumber"];
  };
  "/v1/numbers/{id}/resume": {
    /**
     * Resume a number
     * @description It sends again. Of a `restricted` number Meta is asked first, and 422 `number_rejected` says that it still restricts it. Resuming a number that sends is no error. Requires `numbers:write`.
     */
    post: operations["resumeNumber"];
  };
  "/v1/numbers/embedded-signup": {
    /**
     * Connect the numbers of an Embedded Signup
     * @description Exchanges the code for the business's token and connects every number of every account that it was granted; a number that is connected already is given the token. When none can be connected, the problem is the first number's. A code is good once: a call that was cut short is made again with a new signup. Requires `numbers:write`.
     */
    post: operations["signUpNumbers"];
  };
  "/v1/privacy/data-map": {
    /**
     * See what is stored where
     * @description Every table, object and folder, column by column, with what an erasure does to it. Requires `privacy:read`.
     */
    get: operations["getDataMap"];
  };
  "/v1/privacy/processors": {
    /**
     * See who is told what
     * @description Everybody outside the deployment who is told anything, what for, and what of whom. Requires `privacy:read`.
     */
    get: operations["getProcessors"];
  };
  "/v1/privacy/controls": {
    /**
     * See what keeps the policy's promises
     * @description Clause by clause. Requires `privacy:read`.
     */
    get: operations["getPrivacyControls"];
  };
  "/v1/privacy/requests": {
    /**
     * List what people ask for of their data
     * @description Newest first. Requires `privacy:read`.
     */
    get: operations["listPrivacyRequests"];
    /**
     * Take up what a person asks for of their data
     * @description An erasure or a copy is made from here on; from an erasure's beginning nothing is sent to the person any more. An objection withdraws marketing and a restriction lets nothing be sent, both at once. A correction is yours to make, and to complete. Requires `privacy:write`.
     */
    post: operations["createPrivacyRequest"];
  };
  "/v1/privacy/requests/{id}": {
    /**
     * Get a request
     * @description Requires `privacy:read`.
     */
    get: operations["getPrivacyRequest"];
  };
  "/v1/privacy/requests/{id}/complete": {
    /**
     * Say that a request was seen to
     * @description Of an open one: a correction that you made. Requires `privacy:write`.
     */
    post: operations["completePrivacyRequest"];
  };
  "/v1/privacy/requests/{id}/reject": {
    /**
     * Refuse a request
     * @description Of an open one. Requires `privacy:write`.
     */
    post: operations["rejectPrivacyRequest"];
  };
  "/v1/privacy/requests/{id}/certificate": {
    /**
     * Get the certificate of an erasure
     * @description What was erased, what stays and names nobody, who was given the person's data before, and where it still is until when. Requires `privacy:read`.
     */
    get: operations["getErasureCertificate"];
  };
  "/v1/privacy/requests/{id}/download": {
    /**
     * Download a person's copy
     * @description Of a request of the kind `access` that is done, for seven days: everything as JSON (`data`), the messages as a table (`messages`), and which files came and went (`media`). Each download is audited. Requires `privacy:read` and `contacts:pii`.
     */
    get: operations["downloadPrivacyRequest"];
  };
  "/v1/numbers/{id}/profile/picture": {
    /**
     * Show a picture on a number's profile
     * @description A JPEG or PNG that was uploaded by `POST /v1/media`: Meta is given it, and then shows it. Requires `numbers:write`.
     */
    put: operations["setNumberProfilePicture"];
  };
  "/v1/runs": {
    /**
     * List runs of automations
     * @description Newest first. A page looks at 1,000 runs at most, so with filters it may be short while `has_more` is true. Requires `automations:read`.
     */
    get: operations["listRuns"];
  };
  "/v1/runs/{id}": {
    /**
     * Read a run
     * @description With what it knows and what it did, step by step. Requires `automations:read`.
     */
    get: operations["getRun"];
  };
  "/v1/runs/{id}/stop": {
    /**
     * End a run
     * @description What it sent stays sent. Requires `automations:write`.
     */
    post: operations["stopRun"];
  };
  "/v1/search": {
    /**
     * Search messages or contacts
     * @description Messages newest first. A new message is found a moment after it came. Requires `inbox:read`.
     */
    get: operations["search"];
  };
  "/v1/assignment-rules": {
    /**
     * List rules of assignment
     * @description Oldest first; `place` tells the order in which they are tried. Requires `inbox:read`.
     */
    get: operations["listAssignmentRules"];
    /**
     * Make a rule of assignment
     * @description When a person writes in a conversation that nobody has, the first rule that applies gives it to a member. Requires `inbox:write`.
     */
    post: operations["createAssignmentRule"];
  };
  "/v1/assignment-rules/{id}": {
    /**
     * Read a rule of assignment
     * @description Requires `inbox:read`.
     */
    get: operations["getAssignmentRule"];
    /**
     * Set a rule of assignment
     * @description All of it; whose turn it is stays. Requires `inbox:write`.
     */
    put: operations["replaceAssignmentRule"];
    /**
     * Delete a rule of assignment
     * @description What it gave stays given. Requires `inbox:write`.
     */
    delete: operations["deleteAssignmentRule"];
  };
  "/v1/quick-replies": {
    /**
     * List quick replies
     * @description Newest first. Requires `inbox:read`.
     */
    get: operations["listQuickReplies"];
    /**
     * Make a quick reply
     * @description An answer that is written often, with variables. Requires `inbox:write`.
     */
    post: operations["createQuickReply"];
  };
  "/v1/quick-replies/{id}": {
    /**
     * Read a quick reply
     * @description Requires `inbox:read`.
     */
    get: operations["getQuickReply"];
    /**
     * Delete a quick reply
     * @description Requires `inbox:write`.
     */
    delete: operations["deleteQuickReply"];
    /**
     * Change a quick reply
     * @description What is left out stays. Requires `inbox:write`.
     */
    patch: operations["updateQuickReply"];
  };
  "/v1/quick-replies/{id}/render": {
    /**
     * Fill in a quick reply for a conversation
     * @description Answers the text; nothing is sent. Requires `inbox:read`.
     */
    post: operations["renderQuickReply"];
  };
  "/v1/segments": {
    /**
     * List segments
     * @description Newest first. Requires `contacts:read`.
     */
    get: operations["listSegments"];
    /**
     * Keep a filter under a name
     * @description Whoever passes the filter is in it, at each moment anew. `GET /v1/contacts?segment=` lists them, and a campaign's audience may be one: it goes to whoever is in it at its launch. Requires `contacts:write`.
     */
    post: operations["createSegment"];
  };
  "/v1/segments/preview": {
    /**
     * Count who passes a filter
     * @description Keeps nothing. Looks at 100,000 contacts at most. Requires `contacts:read`.
     */
    post: operations["previewSegment"];
  };
  "/v1/segments/{id}": {
    /**
     * Read a segment
     * @description Requires `contacts:read`.
     */
    get: operations["getSegment"];
    /**
     * Delete a segment
     * @description Its contacts stay. Refused while a campaign that is not launched goes to it. Requires `contacts:write`.
     */
    delete: operations["deleteSegment"];
    /**
     * Change a segment
     * @description What is left out stays. Requires `contacts:write`.
     */
    patch: operations["updateSegment"];
  };
  "/v1/contacts/{contact}/timeline": {
    /**
     * Read what happened with a contact
     * @description Newest first, in one list: notes of the person; messages over every number and of campaigns, and notes of conversations, with `inbox:read`; acts of consent with `consents:read`. Requires `contacts:read`.
     */
    get: operations["getContactTimeline"];
  };
  "/v1/tags": {
    /**
     * List tags
     * @description Those that contacts have, by the alphabet, with how many have each: counted up to 1,000. Requires `contacts:read`.
     */
    get: operations["listTags"];
  };
  "/v1/tags/{tag}": {
    /**
     * Delete a tag
     * @description Every contact that has it loses it. Goes on behind the answer. Requires `contacts:write`.
     */
    delete: operations["deleteTag"];
    /**
     * Rename a tag
     * @description Every contact that has it gets the new name; with the name of another tag the two become one. Goes on behind the answer. Filters that name the tag keep naming it as they did. Requires `contacts:write`.
     */
    patch: operations["renameTag"];
  };
  "/v1/contacts/{contact}/notes": {
    /**
     * List the notes of a contact
     * @description What the team says of the person apart from any conversation, newest first; also of contacts that were merged into this one. Requires `contacts:read`.
     */
    get: operations["listContactNotes"];
    /**
     * Write a note of a contact
     * @description For the team alone. Requires `contacts:write`.
     */
    post: operations["addContactNote"];
  };
  "/v1/contacts/{contact}/notes/{note}": {
    /**
     * Delete a note of your own
     * @description It is gone. Requires `contacts:write`.
     */
    delete: operations["deleteContactNote"];
    /**
     * Change a note of your own
     * @description Sets what it says. Requires `contacts:write`.
     */
    patch: operations["editContactNote"];
  };
  "/v1/fields": {
    /**
     * List declared fields
     * @description The fields of contacts that the workspace has given a type, newest first; every other key of a contact's `fields` is free. Requires `contacts:read`.
     */
    get: operations["listFields"];
    /**
     * Declare a field
     * @description From now on every value under the key is of the type, however it comes: a contact's change is refused with 422 `invalid_field`, and what an automation hears and does not fit is not kept. Refused while contacts hold values that are not. At most 100. Requires `contacts:write`.
     */
    post: operations["createField"];
  };
  "/v1/fields/{id}": {
    /**
     * Read a declared field
     * @description Requires `contacts:read`.
     */
    get: operations["getField"];
    /**
     * Declare a field no longer
     * @description Values stay, and the key is free again. Requires `contacts:write`, and `contacts:pii` of a field that is personal.
     */
    delete: operations["deleteField"];
    /**
     * Change a declared field
     * @description What is left out stays. Another type or fewer choices are refused with 409 `field_mismatch` while contacts hold values that would not fit; `contacts` says how many. Requires `contacts:write`, and `contacts:pii` to take `pii` back.
     */
    patch: operations["updateField"];
  };
  "/v1/privacy/retention": {
    /**
     * Read what is kept how long
     * @description And what the last daily sweep let go. Consents and suppressions are kept as long as the workspace: they prove and protect. Requires `privacy:read`.
     */
    get: operations["getRetention"];
    /**
     * Set how long something is kept
     * @description Classes that are not named stay as they are. What is too old by it is deleted for good by the next daily sweep. Requires `privacy:write`.
     */
    put: operations["putRetention"];
  };
  "/v1/privacy/legal-hold": {
    /**
     * Hold everything for a law
     * @description Until it is ended nothing of the workspace is swept, and nobody is erased. Requires `privacy:write`.
     */
    put: operations["holdWorkspace"];
    /**
     * End the workspace's legal hold
     * @description The next daily sweep lets go what is too old. Requires `privacy:write`.
     */
    delete: operations["releaseWorkspace"];
  };
  "/v1/privacy/legal-holds": {
    /**
     * List whose data is held
     * @description In the order of the contacts' ids. Requires `privacy:read`.
     */
    get: operations["listLegalHolds"];
  };
  "/v1/contacts/{contact}/legal-hold": {
    /**
     * Hold a person's data for a law
     * @description Their messages, files and what was posted of them stay, and they cannot be erased, until it is ended. What Meta sent, as it came, is not sorted by person and leaves in its time. Requires `privacy:write`.
     */
    put: operations["holdContact"];
    /**
     * End a contact's legal hold
     * @description Requires `privacy:write`.
     */
    delete: operations["releaseHeldContact"];
  };
  "/v1/sandbox/templates/{id}/review": {
    /**
     * Be Meta's reviewer of a template
     * @description Ends the review of a template of a sandbox number, which with `template_review: "manual"` nobody else ends; or pauses, disables or flags one that was approved. It comes in by a signed webhook, as from Meta. Requires `sandbox:write`.
     */
    post: operations["reviewSandboxTemplate"];
  };
  "/v1/sandbox/numbers/{id}/news": {
    /**
     * Let Meta say something of a number or its account
     * @description Quality, name, limits, restrictions and alerts come in by a signed webhook, as from Meta. A flagged or renamed number is shown so by Graph, and a disabled account sends nothing until it is reinstated. Requires `sandbox:write`.
     */
    post: operations["announceSandboxNews"];
  };
  "/v1/sandbox/numbers/{id}/inbound": {
    /**
     * Be a customer who writes
     * @description The message comes in by a signed webhook, as from Meta. Media without an `id` come with a small file; `med_…` sends one that was uploaded. Requires `sandbox:write`.
     */
    post: operations["sandboxInbound"];
  };
  "/v1/sandbox/numbers/{id}/statuses": {
    /**
     * Report a status by hand
     * @description The status comes in by a signed webhook, as from Meta. Requires `sandbox:write`.
     */
    post: operations["sandboxStatus"];
  };
  "/v1/sandbox/recipients": {
    /**
     * List magic recipients
     * @description A message to a phone number that ends with these digits has this effect. Requires `sandbox:write`.
     */
    get: operations["listSandboxRecipients"];
  };
  "/v1/sandbox/faults": {
    /**
     * Get the fault rules
     * @description The rules that are in force, and the seed that chance begins with. Requires `sandbox:write`.
     */
    get: operations["getSandboxFaults"];
    /**
     * Set the fault rules
     * @description Rules count the messages that they match from now on. Rules go before magic recipients. Requires `sandbox:write`.
     */
    put: operations["setSandboxFaults"];
    /**
     * Remove the fault rules
     * @description Messages go as they should again. Requires `sandbox:write`.
     */
    delete: operations["clearSandboxFaults"];
  };
  "/v1/sandbox/clock": {
    /**
     * Get the sandbox's time
     * @description The time by which the sandbox sends statuses and writes its ledger. Requires `sandbox:write`.
     */
    get: operations["getSandboxClock"];
    /**
     * Move the sandbox's time forward
     * @description What becomes due happens at once. Requires `sandbox:write`.
     */
    post: operations["moveSandboxClock"];
  };
  "/v1/sandbox/ledger": {
    /**
     * List what was posted to Graph
     * @description Oldest first. Requires `sandbox:write`.
     */
    get: operations["listSandboxLedger"];
  };
  "/v1/sandbox/ledger/summary": {
    /**
     * Get the ledger's totals
     * @description Over everything that was posted to Graph. Requires `sandbox:write`.
     */
    get: operations["getSandboxLedgerSummary"];
  };
  "/v1/sandbox/signups": {
    /**
     * Go through an Embedded Signup
     * @description As a business does in its browser: it makes an account with a number that is not registered yet, and the browser is given a code. Requires `sandbox:write`.
     */
    post: operations["sandboxSignUp"];
  };
  "/v1/template-library": {
    /**
     * List examples to begin with
     * @description Templates of ours that break no rule, in English, Spanish, Portuguese and German, to be created as drafts and changed. Requires `templates:read`.
     */
    get: operations["listTemplateLibrary"];
  };
  "/v1/templates/sync": {
    /**
     * Read the templates from Meta
     * @description Of every account, behind the answer: unknown templates are taken in, of every kind, and changed ones changed. None is deleted: what Meta does not list any more is `missing_upstream` until it is seen again. Requires `templates:write`.
     */
    post: operations["syncTemplates"];
  };
  "/v1/templates/{id}/history": {
    /**
     * List what became of a template
     * @description Since it was submitted, or found at Meta, oldest first: what the workspace did and what Meta said, with what changed. Requires `templates:read`.
     */
    get: operations["listTemplateHistory"];
  };
  "/v1/templates/{id}/preview": {
    /**
     * Show what a person would read
     * @description Filled with the template's examples. With a contact, named variables that are called like one of its fields show that field; of `first_name` the first word of the name. Requires `templates:read`, and `contacts:read` for a contact.
     */
    get: operations["previewTemplate"];
  };
  "/v1/templates/{id}/duplicate": {
    /**
     * Copy a template into a draft
     * @description Under the next free name, another name, or in another language under the same one. Requires `templates:write`.
     */
    post: operations["duplicateTemplate"];
  };
  "/v1/templates/{id}/unpause": {
    /**
     * End a pause of Meta's
     * @description For one that Meta's pacing paused, which Meta does not end by itself; the answer is what Meta then says of it. Requires `templates:write`.
     */
    post: operations["unpauseTemplate"];
  };
  "/v1/templates/{id}/archive": {
    /**
     * Put a template away
     * @description For lists that ask with `archived`; Meta is not told, and nothing else changes. Requires `templates:write`.
     */
    post: operations["archiveTemplate"];
  };
  "/v1/templates/{id}/unarchive": {
    /**
     * Take a template out of the archive
     * @description It is listed with the others again. Requires `templates:write`.
     */
    post: operations["unarchiveTemplate"];
  };
  "/v1/templates": {
    /**
     * List templates
     * @description Newest first. A page looks at 1,000 templates at most, so with filters it may be short while `has_more` is true. Requires `templates:read`.
     */
    get: operations["listTemplates"];
    /**
     * Create a template as a draft
     * @description A draft may still break Meta's rules; what is not supported is refused with `lint_failed`. Requires `templates:write`.
     */
    post: operations["createTemplate"];
  };
  "/v1/templates/lint": {
    /**
     * Check a template against Meta's rules
     * @description Stores nothing. A template can be submitted when no problem is an `error`. Requires `templates:read`.
     */
    post: operations["lintTemplate"];
  };
  "/v1/templates/{id}": {
    /**
     * Read a template
     * @description With where its review stands. Requires `templates:read`.
     */
    get: operations["getTemplate"];
    /**
     * Delete a template
     * @description At Meta too, when it was submitted. Meta keeps the name of an approved one for a while. Requires `templates:write`.
     */
    delete: operations["deleteTemplate"];
    /**
     * Change a template
     * @description Absent members stay. A draft is kept as it is given. Of one that Meta approved, rejected or paused the components can be changed, of the last two the category too: it is submitted again and is `pending`; an approved one once in 24 hours and ten times in 30 days (`edit_limit`), and not while a campaign uses it. Requires `templates:write`.
     */
    patch: operations["updateTemplate"];
  };
  "/v1/templates/{id}/submit": {
    /**
     * Submit a draft to Meta's review
     * @description Meta reviews it; `status` and events tell the outcome. Requires `templates:write`.
     */
    post: operations["submitTemplate"];
  };
  "/v1/webhooks/{id}/rotate-secret": {
    /**
     * Give a webhook another secret
     * @description For 24 hours both secrets sign: `webhook-signature` then holds two signatures. Within them another rotation is refused unless `force` is true. Requires `webhooks:write`.
     */
    post: operations["rotateWebhookSecret"];
  };
  "/v1/webhooks/{id}/test": {
    /**
     * Post a test event
     * @description Posts a signed `webhook.test` now and answers what became of it, after 15 seconds at the latest. Requires `webhooks:write`.
     */
    post: operations["testWebhook"];
  };
  "/v1/webhooks/{id}/enable": {
    /**
     * Enable a webhook
     * @description It is sent what happens from now on, and what had failed before it was disabled; a replay sends what happened meanwhile. Requires `webhooks:write`.
     */
    post: operations["enableWebhook"];
  };
  "/v1/webhooks/{id}/replay": {
    /**
     * Post once more what was told
     * @description Of the last 14 days, the oldest first, behind what happens now and at most about 25 events a second. Ids and bodies are those of the first time. Requires `webhooks:write`.
     */
    post: operations["replayWebhook"];
  };
  "/v1/webhooks/{id}/deliveries": {
    /**
     * List what was posted
     * @description Every attempt of the last 14 days, the newest first. With filters a page may be short while `has_more` is true. Requires `webhooks:read`.
     */
    get: operations["listDeliveries"];
  };
  "/v1/deliveries/{id}/retry": {
    /**
     * Post an event once more
     * @description What the attempt posted, now and whatever became of it: the same id, the same body. Requires `webhooks:write`.
     */
    post: operations["retryDelivery"];
  };
  "/v1/webhooks": {
    /**
     * List webhooks
     * @description Newest first, without their secrets. Requires `webhooks:read`.
     */
    get: operations["listWebhooks"];
    /**
     * Have events posted to a URL
     * @description From now on; nothing is posted by this call. Events come signed as Standard Webhooks says, at least once, mostly in order; `webhook-id` is the event's id. What is not answered with 2xx within 15 seconds is posted again: ten attempts in about 75 hours. Up to 20 in a workspace. Requires `webhooks:write`.
     */
    post: operations["createWebhook"];
  };
  "/v1/webhooks/{id}": {
    /**
     * Read a webhook
     * @description With how its receiver does. Requires `webhooks:read`.
     */
    get: operations["getWebhook"];
    /**
     * Delete a webhook
     * @description Nothing more is posted; what was posted is forgotten. Requires `webhooks:write`.
     */
    delete: operations["deleteWebhook"];
    /**
     * Change a webhook
     * @description Absent members stay; `headers` takes the place of all that were given. What waits to be posted goes to the new URL, as it was made. Requires `webhooks:write`.
     */
    patch: operations["updateWebhook"];
  };
  "/v1/triggers": {
    /**
     * List trigger URLs
     * @description Newest first, without their secrets. Requires `automations:read`.
     */
    get: operations["listTriggers"];
    /**
     * Make a URL that starts an automation
     * @description Another system posts to it with a token of its own or a signature, and can do nothing else. The secret is shown once. Requires `automations:write`.
     */
    post: operations["createTrigger"];
  };
  "/v1/triggers/{id}": {
    /**
     * Delete a trigger URL
     * @description Runs that it started go on. Requires `automations:write`.
     */
    delete: operations["deleteTrigger"];
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ContactItem: {
      /**
       * @description A phone number as people write it. It needs + or 00, or the workspace's default_country; it is kept in E.164.
       * @example +5511987654321
       */
      phone?: string | null;
      /**
       * @description Meta's business-scoped user id.
       * @example US.13491208655302741918
       */
      bsuid?: string | null;
      /**
       * @description The person's name, at most 256 characters.
       * @example Ana Souza
       */
      name?: string | null;
      /**
       * @description Your own id; unique in the workspace.
       * @example crm-42
       */
      external_id?: string | null;
      /**
       * @description The person's language, as a tag.
       * @example pt_BR
       */
      language?: string | null;
      /**
       * @description The person's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone?: string | null;
      /** @description Your own data, for template variables. At most 50 keys and 8 KiB. Given keys are merged; null removes a key. */
      fields?: Record<string, never> | null;
      /** @description At most 50; spellings that differ only by case are one tag. A given list replaces the old one. */
      tags?: string[] | null;
      /** @description Anything of yours that we only keep. Bounded and merged like `fields`. */
      metadata?: Record<string, never> | null;
      consent?: components["schemas"]["ConsentOfItem"];
    };
    /** @description An act of consent to record with the contact. Requires `consents:write`. */
    ConsentOfItem: {
      /**
       * @description What the consent is for.
       * @enum {string}
       */
      purpose: "marketing";
      /**
       * @description `request` records that consent was asked for; it changes no state.
       * @example grant
       * @enum {string}
       */
      action: "grant" | "withdraw" | "request";
      /**
       * @description How it was given.
       * @example form
       * @enum {string}
       */
      method: "form" | "keyword" | "import" | "api" | "inbound" | "verbal";
      /**
       * @description What the person agreed to, word for word. Required for a grant.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement?: string;
      /**
       * @description The statement's language, as a tag.
       * @example en
       */
      statement_language?: string;
      /**
       * @description Which version of the statement it was, as the business names it.
       * @example 2026-11
       */
      statement_version?: string;
      /**
       * @description Where it was given: a page, a form, a file and line.
       * @example https://bluebird.example/newsletter
       */
      source?: string;
      /**
       * Format: date-time
       * @description When the person acted; now when absent.
       * @example 2026-11-24T09:30:00Z
       */
      captured_at?: string;
      /**
       * @description The person's IPv4 or IPv6 address.
       * @example 203.0.113.9
       */
      subject_ip?: string | unknown | unknown;
      /**
       * @description The browser or app the person used.
       * @example Mozilla/5.0
       */
      subject_user_agent?: string;
    };
    Health: {
      /**
       * @description It runs.
       * @enum {string}
       */
      status: "ok";
    };
    Readiness: {
      /**
       * @description It can serve.
       * @enum {string}
       */
      status: "ready";
    };
    Problem: {
      /**
       * @description URI of the kind of problem; it ends with `code`.
       * @example https://waqtor.app/problems/email_taken
       */
      type: string;
      /**
       * @description The kind of problem for a person, the same each time.
       * @example An account has this e-mail
       */
      title: string;
      /**
       * @description The HTTP status.
       * @example 409
       */
      status: number;
      /**
       * @description The kind of problem for a program. Codes are never renamed.
       * @example email_taken
       * @enum {string}
       */
      code: "malformed_json" | "body_required" | "body_not_object" | "too_deep" | "too_many_keys" | "forbidden_key" | "invalid_utf8" | "invalid_unicode" | "invalid_request" | "invalid_cursor" | "out_of_range" | "duplicate_parameter" | "unknown_parameter" | "invalid_idempotency_key" | "idempotency_key_required" | "key_in_url" | "unauthenticated" | "invalid_token" | "invalid_credentials" | "invalid_signature" | "missing_scope" | "invalid_verify_token" | "csrf" | "reauth_required" | "email_unverified" | "ai_disabled" | "owner_required" | "registration_closed" | "not_author" | "link_expired" | "workspace_closing" | "workspace_suspended" | "not_found" | "method_not_allowed" | "not_acceptable" | "cursor_expired" | "invitation_expired" | "erased" | "link_used" | "file_expired" | "media_unavailable" | "email_taken" | "contact_exists" | "number_taken" | "waba_taken" | "mixed_number_kinds" | "number_paused" | "number_needs_reauth" | "last_owner" | "invalid_state" | "idempotency_in_progress" | "template_exists" | "edit_limit" | "template_in_use" | "withdrawn_by_person" | "field_mismatch" | "name_taken" | "keyword_taken" | "shortcut_taken" | "duplicate_client_ref" | "merge_too_old" | "precondition_failed" | "body_too_large" | "uri_too_long" | "unsupported_media_type" | "not_csv" | "type_mismatch" | "range_not_satisfiable" | "precondition_required" | "invalid_phone" | "country_required" | "invalid_user_id" | "invalid_field" | "invalid_timezone" | "password_too_short" | "password_too_long" | "breached_password" | "invalid_invitation" | "unknown_scope" | "unknown_field" | "filter_too_complex" | "query_required" | "query_too_long" | "same_contact" | "purpose_mismatch" | "window_closed" | "consent_required" | "recipient_suppressed" | "recipient_is_sender" | "phone_required" | "template_not_sendable" | "template_parameters" | "unsupported_type" | "unsupported_media" | "lint_failed" | "empty_audience" | "missing_variable" | "number_rejected" | "url_not_allowed" | "meta_refused" | "personal_data" | "encoding" | "empty_file" | "header_missing" | "duplicate_header" | "unclosed_quote" | "line_too_long" | "too_many_rows" | "idempotency_mismatch" | "rate_limited" | "quota_exceeded" | "headers_too_large" | "internal" | "ai_unavailable" | "meta_error" | "capacity_exhausted" | "unavailable";
      /**
       * @description What went wrong this time, for a person.
       * @example An account has this e-mail. Sign in instead.
       */
      detail: string;
      /**
       * @description URI of this occurrence.
       * @example urn:request:3f0c7a52d1b84e6f9a4d2c8b7e105f63
       */
      instance: string;
      /**
       * @description Id of the request, also in `X-Request-Id`; quote it to support.
       * @example 3f0c7a52d1b84e6f9a4d2c8b7e105f63
       */
      request_id: string;
      /**
       * @description Whether the same call may succeed later.
       * @example false
       */
      retryable: boolean;
      /** @description The faults of the request, at most 100. Left out when none can be pointed at. */
      errors?: {
        /**
         * @description Where the fault is: a JSON pointer (RFC 6901) into the body, or the name of a parameter or header.
         * @example /email
         */
        pointer: string;
        /**
         * @description What is wrong there; finer than the problem's own code.
         * @example email_taken
         */
        code: string;
        /**
         * @description The same for a person, in English.
         * @example An account has this e-mail. Sign in instead.
         */
        message: string;
      }[];
      /** @description What Meta said, when Meta refused. */
      meta?: {
        /**
         * @description Meta's error code.
         * @example 131031
         */
        code: number;
        /**
         * @description Meta's message.
         * @example Account has been locked
         */
        title: string;
        /**
         * @description Meta's details, when it gave any.
         * @example The account is restricted.
         */
        detail: string | null;
        /**
         * @description Meta's id of the call, for its support.
         * @example Az8or2yhqkZfEZ-_4Qn_Bam
         */
        fbtrace_id: string | null;
      };
      /**
       * @description With `contact_exists` and `consent_required`: the contact that is meant.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id?: string;
      /** @description With `last_owner`: which workspaces would be left without an owner, at most ten. */
      workspaces?: {
        /**
         * @description Id of the workspace.
         * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description What the workspace is called.
         * @example Analytical Engines
         */
        name: string;
      }[];
      /**
       * @description With `malformed_json`: where the body stops being JSON, in UTF-16 units from 0.
       * @example 17
       */
      position?: number;
      /**
       * @description With `field_mismatch`: how many contacts stand in the way.
       * @example 12
       */
      contacts?: number;
      /**
       * @description With `cursor_expired`: the oldest sequence that is kept.
       * @example 4001
       */
      oldest_seq?: number;
      /**
       * @description With `cursor_expired`: the newest sequence.
       * @example 9120
       */
      latest_seq?: number;
    };
    Version: {
      /**
       * @description The product's version.
       * @example 0.1.0
       */
      version: string;
      /**
       * @description The version of Meta's Graph API that it speaks.
       * @example v26.0
       */
      graph_version: string;
      /**
       * @description Who may register: anybody, who has an invitation, or nobody.
       * @enum {string}
       */
      registration: "open" | "invite" | "closed";
      /**
       * @description Where questions are answered.
       * @example support@waqtor.example
       */
      support_email: string;
      /**
       * @description The privacy policy that people accept.
       * @example https://waqtor.example/privacy
       */
      privacy_url: string;
    };
    SignedIn: {
      user: components["schemas"]["User"];
      workspace: components["schemas"]["WorkspaceSummary"];
      /**
       * @description What the person is in this workspace.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description What the role may do. */
      scopes: ("numbers:read" | "numbers:write" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:pii" | "consents:read" | "consents:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "inbox:read" | "inbox:write" | "messages:send" | "automations:read" | "automations:write" | "webhooks:read" | "webhooks:write" | "workspace:read" | "workspace:write" | "team:read" | "team:write" | "privacy:read" | "privacy:write" | "events:read" | "analytics:read" | "audit:read" | "keys:write" | "ai:draft" | "sandbox:write")[];
      /**
       * @description JWT, for the `Authorization` header.
       * @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c3JfMDFrOSJ9.c2lnbmF0dXJl
       */
      access_token: string;
      /**
       * @description Opaque; exchange it for new tokens. It works once. Absent when it went into the session cookie.
       * @example wqr_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      refresh_token?: string;
      /**
       * @description How to send the access token.
       * @enum {string}
       */
      token_type: "Bearer";
      /**
       * @description Seconds the access token lives.
       * @example 600
       */
      expires_in: number;
    };
    /** @description The person who signed in. */
    User: {
      /**
       * @description Id of the person.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The person's name.
       * @example Ada Lovelace
       */
      full_name: string;
      /**
       * @description The person's e-mail address, in lower case.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description The person's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /**
       * @description The person's language, BCP 47.
       * @example en
       */
      locale: string;
      /**
       * @description Whether the person has proven to read that e-mail address.
       * @example false
       */
      email_verified: boolean;
    };
    /** @description The workspace that the session is for. */
    WorkspaceSummary: {
      /**
       * @description Id of the workspace.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The workspace's name.
       * @example Analytical Engines
       */
      name: string;
      /**
       * @description The workspace's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone: string;
    };
    Register: {
      /**
       * @description The person's name, 1 to 200 characters.
       * @example Ada Lovelace
       */
      full_name: string;
      /**
       * Format: email
       * @description The person's e-mail address, in whatever case; it names the account.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description The person's time zone: an IANA name, alias or `UTC`.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /**
       * @description 8 to 256 bytes of UTF-8, taken as it is. Blank and common ones are refused, and the person's own e-mail address or name.
       * @example correct horse battery staple
       */
      password: string;
      /**
       * @description 1 to 100 characters. Defaults to one made from the full name; not used when the invitation is to a workspace.
       * @example Analytical Engines
       */
      workspace_name?: string;
      /**
       * @description The person's language as a BCP 47 tag.
       * @default en
       * @example en
       */
      locale?: string;
      /**
       * @description The token of an open invitation for this e-mail address. It works once.
       * @example wqi_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      invitation?: string;
      /**
       * @description Where the refresh token goes. `cookie`: into an HttpOnly cookie and not into the answer, for pages of this origin.
       * @default token
       * @enum {string}
       */
      session?: "token" | "cookie";
      /**
       * @description That the person accepts the privacy policy. Nothing else than `true` is taken.
       * @enum {boolean}
       */
      accept_policy: true;
    };
    SecondStepDue: {
      /**
       * @description That no session was begun yet.
       * @enum {boolean}
       */
      mfa_required: true;
      /**
       * @description For `POST /v1/auth/mfa`, within five minutes.
       * @example wqm_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      mfa_token: string;
    };
    Login: {
      /**
       * Format: email
       * @description The person's e-mail address, in whatever case; it names the account.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description The account's password.
       * @example correct horse battery staple
       */
      password: string;
      /**
       * @description Where the refresh token goes. `cookie`: into an HttpOnly cookie and not into the answer, for pages of this origin.
       * @default token
       * @enum {string}
       */
      session?: "token" | "cookie";
      /**
       * @description Which of the person's workspaces; the oldest when left out.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      workspace_id?: string;
    };
    SecondStep: {
      /**
       * @description What signing in answered. It lives five minutes.
       * @example wqm_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      mfa_token: string;
      /**
       * @description Six digits of the app, or a recovery code. Each works once.
       * @example 492039
       */
      code: string;
    };
    Refresh: {
      /**
       * @description The latest one of the session. Without one the session cookie is meant.
       * @example wqr_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      refresh_token?: string;
    };
    VerifyEmail: {
      /**
       * @description What stands behind the `#` of the link in the letter. It works once.
       * @example wqv_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      token: string;
    };
    ForgotPassword: {
      /**
       * Format: email
       * @description The person's e-mail address, in whatever case; it names the account.
       * @example ada@example.com
       */
      email: string;
    };
    ResetPassword: {
      /**
       * @description What stands behind the `#` of the link in the letter. It works once.
       * @example wqv_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      token: string;
      /**
       * @description 8 to 256 bytes of UTF-8, taken as it is. Blank and common ones are refused, and the person's own e-mail address or name.
       * @example correct horse battery staple
       */
      password: string;
    };
    HookAnswer: {
      /**
       * @description Id of the run.
       * @example run_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      run_id: string;
    };
    HookBody: {
      [key: string]: unknown;
    };
    Me: {
      /**
       * @description Id of the person.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The person's name.
       * @example Ada Lovelace
       */
      full_name: string;
      /**
       * @description The person's e-mail address, in lower case.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description The person's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /**
       * @description The person's language, BCP 47.
       * @example en
       */
      locale: string;
      /**
       * @description Whether the person has proven to read that e-mail address.
       * @example false
       */
      email_verified: boolean;
      /** @description Whether sign-in asks for a second step. */
      mfa_enabled: boolean;
      workspace: components["schemas"]["WorkspaceSummary"];
      /**
       * @description What the person is in this workspace.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description What the role may do. */
      scopes: ("numbers:read" | "numbers:write" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:pii" | "consents:read" | "consents:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "inbox:read" | "inbox:write" | "messages:send" | "automations:read" | "automations:write" | "webhooks:read" | "webhooks:write" | "workspace:read" | "workspace:write" | "team:read" | "team:write" | "privacy:read" | "privacy:write" | "events:read" | "analytics:read" | "audit:read" | "keys:write" | "ai:draft" | "sandbox:write")[];
      /** @description The privacy policy that the person accepted. */
      policy: {
        /**
         * Format: date-time
         * @description When it was accepted.
         * @example 2026-11-24T12:00:00.000Z
         */
        accepted_at: string;
        /**
         * @description The version of the policy here, or the address of one that stands elsewhere; null of accounts from before it was kept.
         * @example 2026-11-28
         */
        version: string | null;
        /**
         * @description SHA-256 of its words in all languages, hex; null when they are not known.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        sha256: string | null;
      };
      /**
       * Format: date-time
       * @description When the account was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    /** @description Everything that is kept of the caller's account. */
    MyExport: {
      /** @description The account. */
      user: {
        /**
         * @description Id of the person.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description The person's name.
         * @example Ada Lovelace
         */
        full_name: string;
        /**
         * @description The person's e-mail address, in lower case.
         * @example ada@example.com
         */
        email: string;
        /**
         * @description The person's time zone, an IANA name.
         * @example America/Sao_Paulo
         */
        timezone: string;
        /**
         * @description The person's language, BCP 47.
         * @example en
         */
        locale: string;
        /**
         * @description Whether the person has proven to read that e-mail address.
         * @example false
         */
        email_verified: boolean;
        /**
         * Format: date-time
         * @description When the privacy policy was accepted.
         * @example 2026-11-24T12:00:00.000Z
         */
        policy_accepted_at: string;
        /**
         * Format: date-time
         * @description When the account was made.
         * @example 2026-11-24T12:00:00.000Z
         */
        created_at: string;
        /**
         * Format: date-time
         * @description When it was last changed.
         * @example 2026-11-24T12:00:00.000Z
         */
        updated_at: string;
      };
      /** @description Where the person works. */
      workspaces: {
        /**
         * @description Id of the workspace.
         * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description The workspace's name.
         * @example Analytical Engines
         */
        name: string;
        /**
         * @description What the person is in it.
         * @enum {string}
         */
        role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
        /**
         * Format: date-time
         * @description Since when.
         * @example 2026-11-24T12:00:00.000Z
         */
        joined_at: string;
      }[];
      /** @description Sign-ins, newest first, at most 1,000. */
      sessions: {
        /**
         * @description Id of the session.
         * @example ses_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description The IP address; null when none was known.
         * @example 203.0.113.9
         */
        ip: string | null;
        /**
         * @description The User-Agent; null when none was sent.
         * @example curl/8.5.0
         */
        user_agent: string | null;
        /**
         * Format: date-time
         * @description When the person signed in.
         * @example 2026-11-24T12:00:00.000Z
         */
        created_at: string;
        /**
         * Format: date-time
         * @description When it was last used.
         * @example 2026-11-24T12:00:00.000Z
         */
        last_used_at: string;
        /**
         * Format: date-time
         * @description When it was ended.
         * @example 2026-11-24T12:00:00.000Z
         */
        revoked_at: string | null;
      }[];
      /** @description What the person did to accounts, keys and workspaces, newest first, at most 1,000. Acts inside a workspace are in its own audit log. */
      acts: {
        /**
         * Format: date-time
         * @description When.
         * @example 2026-11-24T12:00:00.000Z
         */
        at: string;
        /**
         * @description What was done.
         * @example session.start
         */
        action: string;
        /**
         * @description What it was done to.
         * @example ses_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        target: string | null;
        /**
         * @description The IP address; null when none was known.
         * @example 203.0.113.9
         */
        ip: string | null;
        /**
         * @description The User-Agent; null when none was sent.
         * @example curl/8.5.0
         */
        user_agent: string | null;
      }[];
    };
    DeleteMe: {
      /**
       * @description The account's password.
       * @example correct horse battery staple
       */
      password: string;
    };
    UpdateMe: {
      /**
       * @description The person's name, 1 to 200 characters.
       * @example Ada Lovelace
       */
      full_name?: string;
      /**
       * @description The person's time zone: an IANA name, alias or `UTC`.
       * @example America/Sao_Paulo
       */
      timezone?: string;
      /**
       * @description The person's language as a BCP 47 tag.
       * @example en
       */
      locale?: string;
    };
    ChangePassword: {
      /**
       * @description The password that the account has now.
       * @example correct horse battery staple
       */
      current: string;
      /**
       * @description 8 to 256 bytes of UTF-8, taken as it is. Blank and common ones are refused, and the person's own e-mail address or name.
       * @example correct horse battery staple
       */
      password: string;
    };
    ChangeEmail: {
      /**
       * Format: email
       * @description The person's e-mail address, in whatever case; it names the account.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description The account's password.
       * @example correct horse battery staple
       */
      password: string;
    };
    MySessionPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["MySession"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A place where you are signed in. */
    MySession: {
      /**
       * @description Id of the session.
       * @example ses_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the workspace that it is for.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      workspace_id: string;
      /**
       * @description The network address that it was begun from; null when it is not known.
       * @example 203.0.113.7
       */
      ip: string | null;
      /**
       * @description What the program or browser called itself; null when it did not.
       * @example Mozilla/5.0
       */
      user_agent: string | null;
      /** @description Whether this call was made in it. */
      current: boolean;
      /**
       * Format: date-time
       * @description When it was begun.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When its tokens were exchanged last, which happens every ten minutes.
       * @example 2026-11-24T12:00:00.000Z
       */
      last_used_at: string;
      /**
       * Format: date-time
       * @description When it ends by itself.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string;
    };
    NewSecondStep: {
      /**
       * @description For the app, as a picture or pasted; shown once. Null when this answer is given again for the same `Idempotency-Key`; then begin again.
       * @example otpauth://totp/WaQtor:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=WaQtor&algorithm=SHA1&digits=6&period=30
       */
      otpauth_url: string | null;
      /** @description Ten codes for when the app is lost; shown once. Each works once. */
      recovery_codes: string[];
    };
    StepUp: {
      /**
       * @description Not needed within ten minutes after signing in.
       * @example correct horse battery staple
       */
      password?: string;
    };
    ConfirmSecondStep: {
      /**
       * @description Six digits of the app.
       * @example 492039
       */
      code: string;
    };
    MyWorkspacePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["MyWorkspace"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A workspace that you work in. */
    MyWorkspace: {
      /**
       * @description Id of the workspace.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The workspace's name.
       * @example Analytical Engines
       */
      name: string;
      /**
       * @description The workspace's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /**
       * @description What you are in it.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description Whether this session is for it. */
      current: boolean;
      /**
       * Format: date-time
       * @description Since when you are in it.
       * @example 2026-11-24T12:00:00.000Z
       */
      joined_at: string;
    };
    CreateWorkspace: {
      /**
       * @description 1 to 100 characters.
       * @example Analytical Engines
       */
      name: string;
      /**
       * @description An IANA name; your own time zone when left out.
       * @example America/Sao_Paulo
       */
      timezone?: string;
      /**
       * @description Of the operator's, for your address, where registering takes one.
       * @example wqi_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      invitation?: string;
    };
    Switch: {
      /**
       * @description A workspace that you work in.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      workspace_id: string;
    };
    NewApiKey: {
      /**
       * @description Id of the API key.
       * @example key_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What the key is for.
       * @example Shop backend
       */
      name: string;
      /** @description What the key may do. */
      scopes: ("numbers:read" | "numbers:write" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:pii" | "consents:read" | "consents:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "inbox:read" | "inbox:write" | "messages:send" | "automations:read" | "automations:write" | "webhooks:read" | "webhooks:write" | "workspace:read" | "workspace:write" | "team:read" | "team:write" | "privacy:read" | "privacy:write" | "events:read" | "analytics:read" | "audit:read" | "keys:write" | "ai:draft" | "sandbox:write")[];
      /** @description The numbers that it may know of; null: every one. */
      numbers: string[] | null;
      /** @description The networks from which it is taken; null: any. */
      ip_allow: string[] | null;
      /**
       * Format: date-time
       * @description When the key was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description Until when it works; null: until it is deleted.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string | null;
      /**
       * Format: date-time
       * @description Until when the secret before the last rotation is taken still; null: it is not.
       * @example 2026-11-24T12:00:00.000Z
       */
      former_secret_until: string | null;
      /**
       * @description The key itself, shown once: it is not stored. Null when this answer is given again for the same `Idempotency-Key`; then rotate the key.
       * @example wq_01k9zq3v6m8r2t4w6y8a0c2e4g_Xv3nQ8bT1mZ6cR0yL5dK9wF2hJ7pS4gA8eU3iN6oB1t0Vx4Cq
       */
      secret: string | null;
    };
    CreateApiKey: {
      /**
       * @description What the key is for, 1 to 100 characters.
       * @example Shop backend
       */
      name: string;
      /** @description What the key may do: some of what its creator may do. */
      scopes: ("numbers:read" | "numbers:write" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:pii" | "consents:read" | "consents:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "inbox:read" | "inbox:write" | "messages:send" | "automations:read" | "automations:write" | "webhooks:read" | "webhooks:write" | "workspace:read" | "workspace:write" | "team:read" | "team:write" | "privacy:read" | "privacy:write" | "events:read" | "analytics:read" | "audit:read" | "keys:write" | "ai:draft" | "sandbox:write")[];
      /** @description The numbers that it may know of, of conversations and messages too; null, or left out: those that its creator knows of. */
      numbers?: string[] | null;
      /** @description The networks from which it is taken, addresses or CIDR, at most 50; from elsewhere it is as good as none. Left out: any. */
      ip_allow?: string[];
      /**
       * Format: date-time
       * @description RFC 3339; the key works until then. Left out: until it is deleted.
       * @example 2030-01-01T00:00:00.000Z
       */
      expires_at?: string;
    };
    ApiKeyPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["ApiKey"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    ApiKey: {
      /**
       * @description Id of the API key.
       * @example key_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What the key is for.
       * @example Shop backend
       */
      name: string;
      /** @description What the key may do. */
      scopes: ("numbers:read" | "numbers:write" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:pii" | "consents:read" | "consents:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "inbox:read" | "inbox:write" | "messages:send" | "automations:read" | "automations:write" | "webhooks:read" | "webhooks:write" | "workspace:read" | "workspace:write" | "team:read" | "team:write" | "privacy:read" | "privacy:write" | "events:read" | "analytics:read" | "audit:read" | "keys:write" | "ai:draft" | "sandbox:write")[];
      /** @description The numbers that it may know of; null: every one. */
      numbers: string[] | null;
      /** @description The networks from which it is taken; null: any. */
      ip_allow: string[] | null;
      /**
       * Format: date-time
       * @description When the key was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description Until when it works; null: until it is deleted.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string | null;
      /**
       * Format: date-time
       * @description Until when the secret before the last rotation is taken still; null: it is not.
       * @example 2026-11-24T12:00:00.000Z
       */
      former_secret_until: string | null;
      /**
       * Format: date-time
       * @description When it was last used, to the minute; null: never.
       * @example 2026-11-24T12:00:00.000Z
       */
      last_used_at: string | null;
    };
    RotateApiKey: {
      /**
       * @description For how long the old secret is taken still, at most seven days; a deletion ends it too. Left out: it ends now.
       * @example 3600
       */
      overlap_seconds?: number;
    };
    ScopeList: {
      /** @description Every scope. */
      data: {
        /**
         * @description The scope, `resource:verb`.
         * @enum {string}
         */
        scope: "numbers:read" | "numbers:write" | "contacts:read" | "contacts:write" | "contacts:export" | "contacts:pii" | "consents:read" | "consents:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "inbox:read" | "inbox:write" | "messages:send" | "automations:read" | "automations:write" | "webhooks:read" | "webhooks:write" | "workspace:read" | "workspace:write" | "team:read" | "team:write" | "privacy:read" | "privacy:write" | "events:read" | "analytics:read" | "audit:read" | "keys:write" | "ai:draft" | "sandbox:write";
        /** @description Roles that hold it. */
        roles: ("owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing")[];
      }[];
    };
    MyAlerts: {
      /** @description Of which kinds letters are wanted; none ends them. */
      kinds: ("number_restricted" | "number_needs_reauth" | "number_quality_red" | "token_expiring" | "account_alert" | "template_rejected" | "template_paused" | "template_disabled" | "campaign_paused" | "automation_failed" | "webhook_disabled" | "unknown_sends" | "opt_out_rate" | "ai_cap_reached" | "storage_nearly_full")[];
    };
    Closing: {
      /**
       * Format: date-time
       * @description When the workspace is deleted for good. Until then an owner can restore it.
       * @example 2026-11-24T12:00:00.000Z
       */
      closing_at: string;
    };
    CloseWorkspace: {
      /**
       * @description The workspace's name, letter by letter.
       * @example Bluebird Books
       */
      confirm: string;
      /**
       * @description The account's password.
       * @example correct horse battery staple
       */
      password: string;
    };
    EventTypeList: {
      /** @description Every type. */
      data: {
        /**
         * @description The type's name.
         * @example message.delivered
         */
        type: string;
        /**
         * @description When events of the type are told.
         * @example The message is on the handset.
         */
        description: string;
        /** @description What every event of the type is like, as JSON Schema of the draft 2020-12. Members may be added, and none goes. */
        schema: {
          [key: string]: unknown;
        };
      }[];
    };
    /** @description Something that happened. */
    Event: {
      /**
       * @description Id of the event.
       * @example evt_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Place in the workspace's ledger; without gaps.
       * @example 17
       */
      seq: number;
      /**
       * @description What happened, one of `GET /v1/event-types`.
       * @example message.delivered
       */
      type: string;
      /**
       * Format: date-time
       * @description When it was written down.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * @description Id of the workspace.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      workspace_id: string;
      /** @description What it happened to: ids, states and codes. */
      data: {
        [key: string]: unknown;
      };
    };
    NewInvitation: {
      /**
       * @description Id of the invitation.
       * @example inv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Who is invited, in lower case: nobody else can use it.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description What the person will be in the workspace.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description The numbers that the person will know of; null: every one. */
      numbers: string[] | null;
      /**
       * @description Whether it can still be used. A revoked one is not told any more.
       * @enum {string}
       */
      status: "pending" | "accepted" | "expired";
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description Until when it can be used: seven days.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string;
      /**
       * @description What the person registers or accepts with, shown once: it is not stored. The letter to the person holds another one. Null when this answer is given again for the same `Idempotency-Key`; then revoke it and make another.
       * @example wqi_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      token: string | null;
    };
    CreateInvitation: {
      /**
       * Format: email
       * @description The person's e-mail address, in whatever case; it names the account.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description What the person will be in the workspace; nothing that may do more than you.
       * @example agent
       * @enum {string}
       */
      role: "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description The numbers that the person will know of; null, or left out: those that you know of. */
      numbers?: string[] | null;
    };
    InvitationPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Invitation"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Invitation: {
      /**
       * @description Id of the invitation.
       * @example inv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Who is invited, in lower case: nobody else can use it.
       * @example ada@example.com
       */
      email: string;
      /**
       * @description What the person will be in the workspace.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description The numbers that the person will know of; null: every one. */
      numbers: string[] | null;
      /**
       * @description Whether it can still be used. A revoked one is not told any more.
       * @enum {string}
       */
      status: "pending" | "accepted" | "expired";
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description Until when it can be used: seven days.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string;
    };
    JoinedWorkspace: {
      /** @description Sign in with its id as `workspace_id` to work there. */
      workspace: {
        /**
         * @description Id of the workspace.
         * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description The workspace's name.
         * @example Analytical Engines
         */
        name: string;
      };
      /**
       * @description What you are in it.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
    };
    AcceptInvitation: {
      /**
       * @description The token of an open invitation for this e-mail address. It works once.
       * @example wqi_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq
       */
      token: string;
    };
    MemberPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Member"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description Somebody who works in the workspace. */
    Member: {
      /**
       * @description Whom conversations are given to, and notes name.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What they are called.
       * @example Ada Almeida
       */
      full_name: string;
      /**
       * @description What they are in the workspace.
       * @enum {string}
       */
      role: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description The numbers that they may know of; null: every one. */
      numbers: string[] | null;
      /**
       * @description Where they are reached; null unless you hold `team:read`.
       * @example ada@example.com
       */
      email: string | null;
      /**
       * Format: date-time
       * @description Since when they are here.
       * @example 2026-11-24T12:00:00.000Z
       */
      joined_at: string;
    };
    UpdateMember: {
      /**
       * @description What they are to be: nothing that may do more than you. Ownership is given and taken by owners alone.
       * @example manager
       * @enum {string}
       */
      role?: "owner" | "admin" | "manager" | "agent" | "analyst" | "developer" | "billing";
      /** @description The numbers that they may know of, of conversations and messages too; null: every one. An owner has every one. */
      numbers?: string[] | null;
    };
    MetaApp: {
      /**
       * @description Meta's id of the app.
       * @example 670843887433847
       */
      app_id: string;
      /**
       * @description The callback URL to enter in the app's dashboard.
       * @example https://waqtor.example/webhooks/meta/670843887433847
       */
      callback_url: string;
      /**
       * @description The verify token to enter beside it; it stays when the secret is replaced.
       * @example q1Zr8mXcT0bVh3nL5sKp7wYd9eGf2aJu
       */
      verify_token: string;
      /**
       * Format: date-time
       * @description When it was added.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When its secret was last given.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    SaveMetaAppBody: {
      /**
       * @description Meta's id of the app.
       * @example 670843887433847
       */
      app_id: string;
      /**
       * @description The app secret of its dashboard; `new,old` while it is rotated: webhooks that either signed are taken then. Sealed at once and never returned.
       * @example 7c3f1b0a9d2e4f6081a2b3c4d5e6f708
       */
      app_secret: string;
    };
    MetaAppPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["MetaApp"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Workspace: {
      /**
       * @description Id of the workspace.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The workspace's name.
       * @example Bluebird Books
       */
      name: string;
      /**
       * @description The workspace's time zone, an IANA name.
       * @example Europe/Madrid
       */
      timezone: string;
      /** @description How the workspace behaves. */
      settings: {
        /**
         * @description Reads phone numbers that have no country code; null refuses them. ISO 3166-1, two letters.
         * @example ES
         */
        default_country: string | null;
      };
      /**
       * Format: date-time
       * @description When it is deleted for good, because an owner closed it; null while it is open.
       * @example 2026-11-24T12:00:00.000Z
       */
      closing_at: string | null;
    };
    UpdateWorkspaceBody: {
      /**
       * @description 1 to 100 characters.
       * @example Bluebird Books
       */
      name?: string;
      /**
       * @description A time zone, an IANA name.
       * @example Europe/Madrid
       */
      timezone?: string;
      /** @description Given members are merged. */
      settings?: {
        /**
         * @description Reads phone numbers that have no country code; null asks for one again.
         * @example ES
         */
        default_country?: string | null;
      };
    };
    AiModels: {
      /** @description Every model of the deployment. */
      data: {
        /**
         * @description The model, as OpenRouter calls it.
         * @example google/gemini-2.5-flash
         */
        id: string;
        /**
         * @description Whether it can be asked.
         * @example true
         */
        available: boolean;
        /**
         * @description Why not: the deployment has no provider, the workspace has AI off or does not use the model, or the provider does not offer it or cannot be reached.
         * @enum {string|null}
         */
        reason: "not_configured" | "turned_off" | "not_chosen" | "not_offered" | "unreachable" | null;
      }[];
    };
    AiLedgerPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["AiCall"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    AiCall: {
      /**
       * @description Id of the asking of a model.
       * @example aic_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * Format: date-time
       * @description When the model was asked.
       * @example 2026-11-24T12:00:00.000Z
       */
      at: string;
      /**
       * @description The model, as OpenRouter calls it.
       * @example google/gemini-2.5-flash
       */
      model: string;
      /**
       * @description `drafted`, `failed`, or `pending` while it goes on. Only a draft counts.
       * @example drafted
       * @enum {string}
       */
      outcome: "pending" | "drafted" | "failed";
      /**
       * @description Why there is no draft.
       * @enum {string|null}
       */
      fault: "unreachable" | "timeout" | "rate_limited" | "no_credit" | "not_admitted" | "no_private_provider" | "server_error" | "unreadable" | "refused" | "cut_off" | "lint_failed" | "not_kept" | "abandoned" | null;
      /**
       * @description How often it was asked: 2 when its first answer had to be repaired.
       * @example 1
       */
      rounds: number;
      /**
       * @description Tokens that were read; null when nobody told.
       * @example 812
       */
      input_tokens: number | null;
      /**
       * @description Tokens that were written; null when nobody told.
       * @example 143
       */
      output_tokens: number | null;
      /**
       * @description What the provider charged, US dollars; null when it did not tell.
       * @example 0.000287
       */
      cost_usd: number | null;
      /**
       * @description SHA-256 of the first request, hex. What was sent is not kept here.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      input_sha256: string;
      /** @description Names of the members of the brief that were sent. */
      fields: string[];
      /**
       * @description The draft, if there is one.
       * @example drf_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      draft_id: string | null;
    };
    AiSettings: {
      /**
       * @description Whether AI may draft.
       * @example false
       */
      enabled: boolean;
      /** @description The models that the workspace uses. */
      models: string[];
      /**
       * @description Drafts in a month, at most.
       * @example 100
       */
      monthly_cap: number;
      /** @description What of the cap is used. */
      used: {
        /**
         * @description This month, UTC.
         * @example 2026-11
         */
        month: string;
        /**
         * @description Drafts that were made in it.
         * @example 3
         */
        drafts: number;
      };
    };
    UpdateAiSettingsBody: {
      /**
       * @description Whether AI may draft.
       * @example true
       */
      enabled: boolean;
      /** @description Which models of the deployment the workspace uses, the first by default. */
      models?: string[];
      /**
       * @description How many drafts a calendar month (UTC) may have.
       * @example 100
       */
      monthly_cap?: number;
    };
    AlertPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Alert"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description Something that wants a person. */
    Alert: {
      /**
       * @description Id of the alert.
       * @example alr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What happened.
       * @example number_restricted
       * @enum {string}
       */
      kind: "number_restricted" | "number_needs_reauth" | "number_quality_red" | "token_expiring" | "account_alert" | "template_rejected" | "template_paused" | "template_disabled" | "campaign_paused" | "automation_failed" | "webhook_disabled" | "unknown_sends" | "opt_out_rate" | "ai_cap_reached" | "storage_nearly_full";
      /**
       * @description `critical`: something does not work until somebody acts.
       * @example critical
       * @enum {string}
       */
      severity: "warning" | "critical";
      /**
       * @description Id of what it is about; null when it is the workspace.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      subject: string | null;
      /**
       * @description The event that told it, by its sequence; null when none did.
       * @example 1042
       */
      event_seq: number | null;
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-11-24T12:00:00.000Z
       */
      raised_at: string;
      /**
       * Format: date-time
       * @description When whoever asked for its kind was written to; null while that is to be done.
       * @example 2026-11-24T12:00:00.000Z
       */
      mailed_at: string | null;
      /**
       * Format: date-time
       * @description When somebody saw to it; null while nobody has.
       * @example 2026-11-24T12:00:00.000Z
       */
      acknowledged_at: string | null;
      /**
       * @description Who saw to it: the user or API key.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      acknowledged_by: string | null;
    };
    AnalyticsOverview: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /**
       * @description Messages of people.
       * @example 240
       */
      received: number;
      /**
       * @description Messages that the business wrote on its own phone.
       * @example 4
       */
      echoed: number;
      /**
       * @description Messages that Meta sent.
       * @example 120
       */
      sent: number;
      /**
       * @description Messages that reached a handset.
       * @example 117
       */
      delivered: number;
      /**
       * @description Messages that were opened.
       * @example 96
       */
      read: number;
      /**
       * @description Messages that Meta did not take or deliver.
       * @example 3
       */
      failed: number;
      /**
       * @description Conversations that began.
       * @example 31
       */
      conversations: number;
      /**
       * @description Contacts that came to be; of the whole workspace.
       * @example 42
       */
      contacts: number;
      /**
       * @description Times that somebody allowed marketing; of the whole workspace.
       * @example 40
       */
      opt_ins: number;
      /**
       * @description Times that somebody withdrew it; of the whole workspace.
       * @example 2
       */
      opt_outs: number;
      /**
       * @description First answers after a person wrote; no campaign and no automation.
       * @example 48
       */
      replies: number;
      /**
       * @description Half of the people waited no longer; null without answers.
       * @example 140
       */
      p50_seconds: number | null;
      /**
       * @description Nine of ten waited no longer; null without answers.
       * @example 1480
       */
      p90_seconds: number | null;
      /**
       * @description On average; null without answers.
       * @example 420
       */
      mean_seconds: number | null;
    };
    AnalyticsMessages: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /** @description Every day, oldest first; each thing on the day when it happened. */
      data: {
        /**
         * @description The day.
         * @example 2026-11-27
         */
        day: string;
        /**
         * @description Messages of people.
         * @example 12
         */
        received: number;
        /**
         * @description Messages that the business wrote on its own phone.
         * @example 0
         */
        echoed: number;
        /**
         * @description Messages that Meta sent.
         * @example 120
         */
        sent: number;
        /**
         * @description Messages that reached a handset.
         * @example 117
         */
        delivered: number;
        /**
         * @description Messages that were opened.
         * @example 96
         */
        read: number;
        /**
         * @description Messages that Meta did not take or deliver.
         * @example 3
         */
        failed: number;
        /** @description The same of `marketing`, `utility`, `authentication` and `service` (no template), where there was any. */
        by_category: {
          [key: string]: components["schemas"]["AnalyticsProgress"];
        };
      }[];
    };
    AnalyticsProgress: {
      /**
       * @description Messages that Meta sent.
       * @example 120
       */
      sent: number;
      /**
       * @description Messages that reached a handset.
       * @example 117
       */
      delivered: number;
      /**
       * @description Messages that were opened.
       * @example 96
       */
      read: number;
      /**
       * @description Messages that Meta did not take or deliver.
       * @example 3
       */
      failed: number;
    };
    AnalyticsResponses: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /** @description Every day, oldest first. */
      data: {
        /**
         * @description The day of the answers.
         * @example 2026-11-27
         */
        day: string;
        /**
         * @description First answers after a person wrote; no campaign and no automation.
         * @example 48
         */
        replies: number;
        /**
         * @description Half of the people waited no longer; null without answers.
         * @example 140
         */
        p50_seconds: number | null;
        /**
         * @description Nine of ten waited no longer; null without answers.
         * @example 1480
         */
        p90_seconds: number | null;
        /**
         * @description On average; null without answers.
         * @example 420
         */
        mean_seconds: number | null;
      }[];
    };
    AnalyticsAgents: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /** @description Whoever sent or answered, most messages first. */
      data: {
        /**
         * @description What the id is of.
         * @example user
         * @enum {string}
         */
        kind: "user" | "api_key" | "automation";
        /**
         * @description Id of the person, or the API key, or the automation.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description Messages that Meta sent.
         * @example 64
         */
        sent: number;
        /**
         * @description First answers after a person wrote.
         * @example 21
         */
        replies: number;
        /**
         * @description How long those people waited; null without answers.
         * @example 180
         */
        mean_reply_seconds: number | null;
      }[];
    };
    AnalyticsCampaigns: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /** @description Campaigns launched in these days, newest first, 200 at most, as they stand now. */
      data: {
        /**
         * @description Id of the campaign.
         * @example cmp_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        campaign_id: string;
        /**
         * @description The campaign's name.
         * @example Bread
         */
        name: string;
        /**
         * @description Id of the template.
         * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        template_id: string;
        /**
         * @description Where the campaign stands.
         * @example completed
         */
        status: string;
        /**
         * Format: date-time
         * @description When it was launched.
         * @example 2026-11-24T12:00:00.000Z
         */
        launched_at: string;
        /**
         * @description People of its audience.
         * @example 500
         */
        planned: number;
        /**
         * @description People who were left out.
         * @example 45
         */
        skipped: number;
        /**
         * @description Messages that Meta took.
         * @example 455
         */
        accepted: number;
        /**
         * @description Messages that Meta sent.
         * @example 120
         */
        sent: number;
        /**
         * @description Messages that reached a handset.
         * @example 117
         */
        delivered: number;
        /**
         * @description Messages that were opened.
         * @example 96
         */
        read: number;
        /**
         * @description Messages that Meta did not take or deliver.
         * @example 3
         */
        failed: number;
        /**
         * @description Messages of which nobody can tell whether Meta took them.
         * @example 0
         */
        unknown: number;
      }[];
    };
    AnalyticsTemplates: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /** @description Templates that were used, most sent first. */
      data: {
        /**
         * @description Id of the template.
         * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        template_id: string;
        /**
         * @description The template's name; null once it is deleted.
         * @example bread
         */
        name: string | null;
        /**
         * @description Its language; null once it is deleted.
         * @example en
         */
        language: string | null;
        /**
         * @description Its category; null once it is deleted.
         * @example MARKETING
         */
        category: string | null;
        /**
         * @description Where it stands; null once it is deleted.
         * @example approved
         */
        status: string | null;
        /**
         * @description Messages that Meta sent.
         * @example 120
         */
        sent: number;
        /**
         * @description Messages that reached a handset.
         * @example 117
         */
        delivered: number;
        /**
         * @description Messages that were opened.
         * @example 96
         */
        read: number;
        /**
         * @description Messages that Meta did not take or deliver.
         * @example 3
         */
        failed: number;
      }[];
    };
    /** @description What Meta bills by, in messages. It bills in the account's own currency and rates. */
    AnalyticsSpend: {
      /**
       * @description First day.
       * @example 2026-11-01
       */
      from: string;
      /**
       * @description Last day.
       * @example 2026-11-27
       */
      to: string;
      /**
       * @description Whose days.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /**
       * @description Messages that Meta charges for.
       * @example 455
       */
      billed: number;
      /**
       * @description Messages that it delivered free of charge.
       * @example 120
       */
      free: number;
      /** @description By category and market, most billed first. */
      data: {
        /**
         * @description Meta's pricing category, as its statuses tell it.
         * @example marketing
         */
        category: string;
        /**
         * @description The recipient's country, ISO 3166-1 alpha-2, or `unknown`.
         * @example BR
         */
        market: string;
        /**
         * @description Messages that Meta charges for.
         * @example 455
         */
        billed: number;
        /**
         * @description Messages that it delivered free of charge.
         * @example 0
         */
        free: number;
      }[];
    };
    AuditLogPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["AuditLog"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description Something that somebody did. */
    AuditLog: {
      /**
       * @description Id of the audit entry.
       * @example aud_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Which trail it is in: what was done in the workspace, or about its people, sessions, keys and connections.
       * @example workspace
       * @enum {string}
       */
      ledger: "workspace" | "accounts";
      /**
       * @description Its place in that trail.
       * @example 17
       */
      seq: number;
      /**
       * Format: date-time
       * @description When it was done.
       * @example 2026-11-24T12:00:00.000Z
       */
      at: string;
      /** @description Who did it. */
      actor: {
        /**
         * @description `user`, `api_key`, `job`, `meta`, `operator` or `anonymous`.
         * @example user
         */
        kind: string;
        /**
         * @description Who, by id.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string | null;
      };
      /**
       * @description What was done.
       * @example campaign.launch
       */
      action: string;
      /**
       * @description To what, by id.
       * @example cmp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      target: string | null;
      /**
       * @description From which address; null for jobs, and once it is forgotten.
       * @example 203.0.113.9
       */
      ip: string | null;
      /**
       * @description By which program; null like `ip`.
       * @example Mozilla/5.0
       */
      user_agent: string | null;
      /**
       * @description The call, as `X-Request-Id` named it.
       * @example req_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      request_id: string;
      /**
       * @description Whether it was done.
       * @example success
       * @enum {string}
       */
      outcome: "success" | "failure";
      /** @description Names of changed fields, counts and ids; never anybody's data. */
      changes: {
        [key: string]: unknown;
      } | null;
    };
    AuditVerified: {
      /**
       * @description Whether every row of this part is as it was sealed.
       * @example true
       */
      valid: boolean;
      /**
       * @description How many rows were found to be.
       * @example 17
       */
      rows: number;
      /**
       * @description Behind which sequence the trail begins: what was before is forgotten.
       * @example 17
       */
      begins_after: number;
      /** @description How far the trail is sealed. */
      head: {
        /**
         * @description Its sequence; 0 for a ledger without a row.
         * @example 17
         */
        seq: number;
        /**
         * @description Its link; of sequence 0 the genesis, made of the ledger's and the workspace's name.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        hash: string;
      };
      /**
       * @description Rows behind the head.
       * @example 0
       */
      unsealed: number;
      /** @description The first stretch that is not as it was sealed, null when there is none. */
      first_invalid: {
        /**
         * @description The first sequence of the stretch.
         * @example 17
         */
        from_seq: number;
        /**
         * @description The last sequence of the stretch.
         * @example 17
         */
        to_seq: number;
        /**
         * @description What is not as it was sealed.
         * @example record_changed
         * @enum {string}
         */
        reason: "missing_row" | "record_changed" | "head_changed";
      } | null;
      /**
       * @description Whether there is another part: ask again with `after` as `next_after` says.
       * @example false
       */
      has_more: boolean;
      /**
       * @description Up to where the trail was found valid.
       * @example 17
       */
      next_after: number;
    };
    VerifyLedgerBody: {
      /**
       * @description Check what lies behind this sequence: `next_after` of the part before. Absent: from the first on.
       * @example 0
       */
      after?: number;
      /** @description A head from an earlier answer: that the ledger still has it shows that it was not written anew as a whole. */
      known_head?: {
        /**
         * @description Its sequence.
         * @example 17
         */
        seq: number;
        /**
         * @description Its link.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        hash: string;
      };
    };
    AutomationPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Automation"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Automation: {
      /**
       * @description Id of the automation.
       * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What it is called.
       * @example Opening hours
       */
      name: string;
      /**
       * @description A rule or a flow.
       * @enum {string}
       */
      kind: "rule" | "flow";
      /**
       * @description Only a `published` one starts runs; the runs of a `disabled` one go on.
       * @enum {string}
       */
      status: "draft" | "published" | "disabled";
      /**
       * @description Number of the version that was published last; null before the first.
       * @example 3
       */
      version: number | null;
      /**
       * @description Whether what is shown here is not what was published last.
       * @example false
       */
      has_changes: boolean;
      /** @description What starts it. */
      trigger: {
        [key: string]: unknown;
      };
      /** @description What must hold beside the trigger. */
      conditions: {
        [key: string]: unknown;
      };
      /** @description How it behaves. */
      settings: {
        [key: string]: unknown;
      };
      /** @description Played conversations that must hold before it is published. */
      tests: {
        [key: string]: unknown;
      }[];
      /** @description Of a rule: what is done, in order. */
      actions: {
        [key: string]: unknown;
      }[] | null;
      /** @description Of a flow: the first step. */
      start: string | null;
      /** @description Of a flow: the steps by their names. */
      steps: {
        [key: string]: {
          [key: string]: unknown;
        };
      } | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    /** @description A rule with `actions`, or a flow with `start` and `steps`. */
    AutomationBody: {
      /**
       * @description One action after the other.
       * @example rule
       * @enum {string}
       */
      kind: "rule";
      /**
       * @description What it is called.
       * @example Opening hours
       */
      name: string;
      /** @description What starts it; each type has its own members. */
      trigger: {
        /**
         * @description A person writes a keyword.
         * @example keyword
         * @enum {string}
         */
        type: "keyword";
        /**
         * @description The whole message, or its words among others.
         * @example exact
         * @enum {string}
         */
        match: "exact" | "contains";
        /** @description The keywords. */
        keywords: string[];
      } | {
        /**
         * @description A person writes on a number for the first time.
         * @example first_message
         * @enum {string}
         */
        type: "first_message";
      } | {
        /**
         * @description A person writes anything.
         * @example any_message
         * @enum {string}
         */
        type: "any_message";
      } | {
        /**
         * @description A person presses a button, of a template too.
         * @example button_id
         * @enum {string}
         */
        type: "button_id";
        /** @description The buttons. */
        ids: string[];
      } | {
        /**
         * @description A person comes from an ad that leads to WhatsApp.
         * @example referral
         * @enum {string}
         */
        type: "referral";
        /**
         * @description From which; any when empty.
         * @default []
         */
        source_ids?: string[];
      } | {
        /**
         * @description Somebody has not answered for a while.
         * @example no_reply_for
         * @enum {string}
         */
        type: "no_reply_for";
        /**
         * @description For how long.
         * @example 900
         */
        seconds: number;
        /**
         * @description Who has not answered.
         * @example agent
         * @enum {string}
         */
        of: "agent" | "customer";
      } | {
        /**
         * @description A person writes while the business is closed.
         * @example outside_hours
         * @enum {string}
         */
        type: "outside_hours";
      } | {
        /**
         * @description A contact has a tag: once for each contact and published version.
         * @example tag_added
         * @enum {string}
         */
        type: "tag_added";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
      } | {
        /**
         * @description A time has come: for every contact of an audience.
         * @example schedule
         * @enum {string}
         */
        type: "schedule";
        /**
         * @description How often.
         * @example day
         * @enum {string}
         */
        every: "day" | "week" | "once";
        /**
         * @description Time of day, `HH:MM`, in the zone of the business hours.
         * @example 09:00
         */
        time?: string;
        /**
         * @description Of every week: on which days.
         * @default []
         */
        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /**
         * Format: date-time
         * @description Of once: when.
         * @example 2026-12-24T09:00:00Z
         */
        at?: string;
        /**
         * @description The filter of contacts that it is for; everybody when empty.
         * @default {}
         */
        audience?: {
          [key: string]: unknown;
        };
      } | {
        /**
         * @description Another system calls a trigger URL that leads here.
         * @example hook
         * @enum {string}
         */
        type: "hook";
        /**
         * @description Variables that the trigger fills.
         * @default []
         */
        variables?: string[];
      } | {
        /**
         * @description Of rules: something happens.
         * @example event
         * @enum {string}
         */
        type: "event";
        /**
         * @description What happens.
         * @example message.failed
         * @enum {string}
         */
        event: "message.received" | "message.reaction" | "message.edited" | "message.deleted" | "message.echoed" | "message.media_ready" | "message.scheduled" | "message.cancelled" | "message.skipped" | "message.queued" | "message.requeued" | "message.held" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.unknown" | "contact.created" | "contact.updated" | "contact.identity_changed" | "contact.merged" | "contact.unmerged" | "consent.granted" | "consent.withdrawn" | "consent.held" | "consent.released" | "consent.requested" | "conversation.created" | "conversation.assigned" | "conversation.status_changed" | "conversation.snoozed" | "conversation.tagged" | "conversation.handoff_requested" | "conversation.handoff_released" | "conversation.window_closing" | "conversation.window_closed" | "conversation.note_added";
      };
      /**
       * @description What must hold beside the trigger; {} holds always.
       * @default {}
       */
      conditions?: {
        [key: string]: unknown;
      };
      /**
       * @description How it behaves.
       * @default {}
       */
      settings?: {
        /**
         * @description How long a burst of messages is gathered before it is answered once.
         * @default 1500
         * @example 1500
         */
        debounce_ms?: number;
        /**
         * @description What ends a run at any step. STOP always does.
         * @default []
         */
        escape_keywords?: string[];
        /**
         * @description Whether a message ends a run that waits for a time.
         * @default true
         * @example true
         */
        exit_on_reply?: boolean;
        /**
         * @description Always: who withdraws is left alone.
         * @default true
         * @example true
         * @enum {boolean}
         */
        exit_on_opt_out?: true;
        /**
         * @description Steps of one turn, at most.
         * @default 50
         * @example 50
         */
        step_budget_per_turn?: number;
        /**
         * @description Steps of a run, at most.
         * @default 200
         * @example 200
         */
        step_budget_per_run?: number;
        /**
         * @description How long a run may last.
         * @default 604800
         * @example 604800
         */
        ttl_seconds?: number;
        /**
         * @description How long a handoff keeps automations silent.
         * @default 86400
         * @example 86400
         */
        handoff_timeout_seconds?: number;
      };
      /**
       * @description Played conversations.
       * @default []
       */
      tests?: {
        /**
         * @description What it shows.
         * @example asks for the size
         */
        name: string;
        /** @description The person who plays along. */
        contact?: {
          /**
           * @description Name.
           * @example Ana
           */
          name?: string;
          /**
           * @description Phone.
           * @example +5511987654321
           */
          phone?: string;
          /**
           * @description Language.
           * @example pt_BR
           */
          language?: string;
          /**
           * @description Tags.
           * @default []
           */
          tags?: string[];
          /**
           * @description Fields.
           * @default {}
           */
          fields?: {
            [key: string]: string;
          };
        };
        /**
         * @description What servers answer, by the step that calls them; 200 and {} when absent.
         * @default {}
         */
        http?: {
          [key: string]: {
            /**
             * @description Status; 0 is a time-out.
             * @default 200
             * @example 200
             */
            status?: number;
            /** @description What is answered, JSON. */
            body?: unknown;
          };
        };
        /**
         * @description What a hook would fill.
         * @default {}
         */
        variables?: {
          [key: string]: string;
        };
        /** @description What the person does. */
        messages: {
          /**
           * @description How long after what came before.
           * @default 0
           * @example 0
           */
          after_seconds?: number;
          /**
           * @description What the person writes.
           * @example Hi
           */
          text?: string;
          /**
           * @description Id of the button that the person presses.
           * @example yes
           */
          press?: string;
          /**
           * @description Id of the ad that the message comes from.
           * @example 120226305854810726
           */
          from_ad?: string;
          /** @description Texts that are sent in return, in order; templates as `template:<id>`, files as `media:<id>`. */
          expect?: string[];
        }[];
        /**
         * @description Where the run stands then.
         * @example completed
         * @enum {string}
         */
        ends?: "completed" | "failed" | "stopped" | "handed_off" | "waiting";
      }[];
      /** @description What is done, in order. */
      actions: ({
        /**
         * @description Sends a text.
         * @example message
         * @enum {string}
         */
        type: "message";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends buttons; waits for the reply when one of them leads somewhere or the reply is kept.
         * @example buttons
         * @enum {string}
         */
        type: "buttons";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /** @description The buttons; WhatsApp takes 3. */
        buttons: {
          /**
           * @description Comes back when it is pressed.
           * @example yes
           */
          id: string;
          /**
           * @description What it says.
           * @example Yes
           */
          title: string;
          /**
           * @description Where this button leads.
           * @example ask_name
           */
          next?: string;
        }[];
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to?: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
         * @example ask_name
         */
        on_other?: string;
        /**
         * @description Where a choice without a way of its own goes.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends a list that opens; waits for the reply as buttons do.
         * @example list
         * @enum {string}
         */
        type: "list";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /**
         * @description What opens the list.
         * @example Sizes
         */
        button: string;
        /** @description The rows; WhatsApp takes 10. */
        rows: {
          /**
           * @description Comes back when it is pressed.
           * @example yes
           */
          id: string;
          /**
           * @description What it says.
           * @example Yes
           */
          title: string;
          /**
           * @description A line below.
           * @example Chest 96 cm
           */
          description?: string;
          /**
           * @description Where this row leads.
           * @example ask_name
           */
          next?: string;
        }[];
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to?: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
         * @example ask_name
         */
        on_other?: string;
        /**
         * @description Where a choice without a way of its own goes.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends a text, waits for the answer, checks and keeps it.
         * @example question
         * @enum {string}
         */
        type: "question";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /** @description What counts as an answer. */
        answer: {
          /**
           * @description What must be answered.
           * @example number
           * @enum {string}
           */
          kind: "text" | "number" | "email" | "phone" | "date" | "choice";
          /**
           * @description Fewest characters, or the smallest number.
           * @example 1
           */
          min?: number;
          /**
           * @description Most characters, or the largest number.
           * @example 10
           */
          max?: number;
          /** @description Of a choice: what may be answered. */
          choices?: string[];
        };
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description How often it is asked again after an answer that is none.
         * @default 2
         * @example 2
         */
        retries?: number;
        /**
         * @description What is said then; the text again when absent.
         * @example A number, please.
         */
        retry_text?: string;
        /**
         * @description Where to go after the last answer that is none; the run fails when absent.
         * @example ask_name
         */
        on_invalid?: string;
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Goes the way of the first condition that holds.
         * @example condition
         * @enum {string}
         */
        type: "condition";
        /** @description Conditions with their ways, in order. */
        branches: {
          /** @description A leaf {field, op, value}, or {and}, {or}, {not}. Fields: message.text, message.type, message.button_id, name, phone, language, external_id, fields.<key>, var.<name>, conversation.status, business_hours, tags, consent.marketing, created_at, country. */
          if: {
            [key: string]: unknown;
          };
          /**
           * @description Where to go when it holds.
           * @example vip
           */
          next: string;
        }[];
        /**
         * @description Where to go when none holds; the run ends when absent.
         * @example ask_name
         */
        otherwise?: string;
      } | {
        /**
         * @description Writes a field of the contact.
         * @example set_field
         * @enum {string}
         */
        type: "set_field";
        /**
         * @description Name of the contact's field.
         * @example size
         */
        field: string;
        /**
         * @description The value; {{variables}} are filled.
         * @example {{size}}
         */
        value: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Gives the contact a tag.
         * @example tag
         * @enum {string}
         */
        type: "tag";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Takes a tag from the contact.
         * @example untag
         * @enum {string}
         */
        type: "untag";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Sends an approved template, window or not.
         * @example template
         * @enum {string}
         */
        type: "template";
        /**
         * @description Id of the template.
         * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        template_id: string;
        /**
         * @description Its variables by their keys, e.g. `body.1`; {{variables}} are filled.
         * @default {}
         */
        variables?: {
          [key: string]: string;
        };
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends a file that was uploaded.
         * @example media
         * @enum {string}
         */
        type: "media";
        /**
         * @description As what it is sent.
         * @example image
         * @enum {string}
         */
        kind: "image" | "video" | "document" | "audio" | "sticker";
        /**
         * @description Id of the medium.
         * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        media_id: string;
        /**
         * @description Text below it; {{variables}} are filled.
         * @example Our menu
         */
        caption?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Calls a server of yours. At least once: the header Idempotency-Key tells calls apart.
         * @example http
         * @enum {string}
         */
        type: "http";
        /**
         * @description The method.
         * @example POST
         * @enum {string}
         */
        method: "GET" | "POST" | "PUT" | "PATCH";
        /**
         * @description Where; {{variables}} are filled into its path and query.
         * @example https://shop.example/orders/{{order_id}}
         */
        url: string;
        /**
         * @description Further headers.
         * @default {}
         */
        headers?: {
          [key: string]: string;
        };
        /**
         * @description JSON text; {{variables}} are filled as JSON strings without their quotes.
         * @example {"size":"{{size}}"}
         */
        body?: string;
        /**
         * @description How long it may take.
         * @default 10
         * @example 10
         */
        timeout_seconds?: number;
        /**
         * @description Variables and the JSON pointers into the answer that fill them.
         * @default {}
         */
        save?: {
          [key: string]: string;
        };
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when no answer comes in time; `on_error` when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Where to go when the answer is no 2xx, no JSON or too large; the run fails when absent.
         * @example ask_name
         */
        on_error?: string;
      } | {
        /**
         * @description Waits.
         * @example wait
         * @enum {string}
         */
        type: "wait";
        /**
         * @description How long.
         * @example 3600
         */
        seconds?: number;
        /**
         * @description Time of day, `HH:MM`, in the zone of the business hours.
         * @example 09:00
         */
        until?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Waits for whatever the person writes next.
         * @example wait_reply
         * @enum {string}
         */
        type: "wait_reply";
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to?: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Goes one way while the business is open, else the other.
         * @example business_hours
         * @enum {string}
         */
        type: "business_hours";
        /**
         * @description Where to go while it is open; the run ends when absent.
         * @example ask_name
         */
        open?: string;
        /**
         * @description Where to go while it is closed; the run ends when absent.
         * @example ask_name
         */
        closed?: string;
      } | {
        /**
         * @description Sets the conversation's status.
         * @example set_status
         * @enum {string}
         */
        type: "set_status";
        /**
         * @description The status.
         * @example pending
         * @enum {string}
         */
        status: "open" | "pending" | "resolved";
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Gives the conversation to a member, or takes it from everybody.
         * @example assign
         * @enum {string}
         */
        type: "assign";
        /**
         * @description To the one member, to the members in turn, or to nobody. Who has left the workspace is passed over; when nobody is left, the conversation stays as it is.
         * @example round_robin
         * @enum {string}
         */
        how: "user" | "round_robin" | "nobody";
        /**
         * @description One for `user`, at least one for `round_robin`, none for `nobody`.
         * @default []
         */
        members?: string[];
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Leaves the conversation to people and mutes all automations in it.
         * @example handoff
         * @enum {string}
         */
        type: "handoff";
        /**
         * @description What is said before; nothing when absent.
         * @example A colleague will answer soon.
         */
        text?: string;
      } | {
        /**
         * @description Goes on in another automation, which begins anew with what is known.
         * @example start_flow
         * @enum {string}
         */
        type: "start_flow";
        /**
         * @description Id of the other automation, which is published.
         * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        automation_id: string;
      } | {
        /**
         * @description Ends the run.
         * @example end
         * @enum {string}
         */
        type: "end";
      })[];
    } | {
      /**
       * @description Steps that lead to one another.
       * @example flow
       * @enum {string}
       */
      kind: "flow";
      /**
       * @description What it is called.
       * @example Opening hours
       */
      name: string;
      /** @description What starts it; each type has its own members. */
      trigger: {
        /**
         * @description A person writes a keyword.
         * @example keyword
         * @enum {string}
         */
        type: "keyword";
        /**
         * @description The whole message, or its words among others.
         * @example exact
         * @enum {string}
         */
        match: "exact" | "contains";
        /** @description The keywords. */
        keywords: string[];
      } | {
        /**
         * @description A person writes on a number for the first time.
         * @example first_message
         * @enum {string}
         */
        type: "first_message";
      } | {
        /**
         * @description A person writes anything.
         * @example any_message
         * @enum {string}
         */
        type: "any_message";
      } | {
        /**
         * @description A person presses a button, of a template too.
         * @example button_id
         * @enum {string}
         */
        type: "button_id";
        /** @description The buttons. */
        ids: string[];
      } | {
        /**
         * @description A person comes from an ad that leads to WhatsApp.
         * @example referral
         * @enum {string}
         */
        type: "referral";
        /**
         * @description From which; any when empty.
         * @default []
         */
        source_ids?: string[];
      } | {
        /**
         * @description Somebody has not answered for a while.
         * @example no_reply_for
         * @enum {string}
         */
        type: "no_reply_for";
        /**
         * @description For how long.
         * @example 900
         */
        seconds: number;
        /**
         * @description Who has not answered.
         * @example agent
         * @enum {string}
         */
        of: "agent" | "customer";
      } | {
        /**
         * @description A person writes while the business is closed.
         * @example outside_hours
         * @enum {string}
         */
        type: "outside_hours";
      } | {
        /**
         * @description A contact has a tag: once for each contact and published version.
         * @example tag_added
         * @enum {string}
         */
        type: "tag_added";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
      } | {
        /**
         * @description A time has come: for every contact of an audience.
         * @example schedule
         * @enum {string}
         */
        type: "schedule";
        /**
         * @description How often.
         * @example day
         * @enum {string}
         */
        every: "day" | "week" | "once";
        /**
         * @description Time of day, `HH:MM`, in the zone of the business hours.
         * @example 09:00
         */
        time?: string;
        /**
         * @description Of every week: on which days.
         * @default []
         */
        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /**
         * Format: date-time
         * @description Of once: when.
         * @example 2026-12-24T09:00:00Z
         */
        at?: string;
        /**
         * @description The filter of contacts that it is for; everybody when empty.
         * @default {}
         */
        audience?: {
          [key: string]: unknown;
        };
      } | {
        /**
         * @description Another system calls a trigger URL that leads here.
         * @example hook
         * @enum {string}
         */
        type: "hook";
        /**
         * @description Variables that the trigger fills.
         * @default []
         */
        variables?: string[];
      } | {
        /**
         * @description Of rules: something happens.
         * @example event
         * @enum {string}
         */
        type: "event";
        /**
         * @description What happens.
         * @example message.failed
         * @enum {string}
         */
        event: "message.received" | "message.reaction" | "message.edited" | "message.deleted" | "message.echoed" | "message.media_ready" | "message.scheduled" | "message.cancelled" | "message.skipped" | "message.queued" | "message.requeued" | "message.held" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.unknown" | "contact.created" | "contact.updated" | "contact.identity_changed" | "contact.merged" | "contact.unmerged" | "consent.granted" | "consent.withdrawn" | "consent.held" | "consent.released" | "consent.requested" | "conversation.created" | "conversation.assigned" | "conversation.status_changed" | "conversation.snoozed" | "conversation.tagged" | "conversation.handoff_requested" | "conversation.handoff_released" | "conversation.window_closing" | "conversation.window_closed" | "conversation.note_added";
      };
      /**
       * @description What must hold beside the trigger; {} holds always.
       * @default {}
       */
      conditions?: {
        [key: string]: unknown;
      };
      /**
       * @description How it behaves.
       * @default {}
       */
      settings?: {
        /**
         * @description How long a burst of messages is gathered before it is answered once.
         * @default 1500
         * @example 1500
         */
        debounce_ms?: number;
        /**
         * @description What ends a run at any step. STOP always does.
         * @default []
         */
        escape_keywords?: string[];
        /**
         * @description Whether a message ends a run that waits for a time.
         * @default true
         * @example true
         */
        exit_on_reply?: boolean;
        /**
         * @description Always: who withdraws is left alone.
         * @default true
         * @example true
         * @enum {boolean}
         */
        exit_on_opt_out?: true;
        /**
         * @description Steps of one turn, at most.
         * @default 50
         * @example 50
         */
        step_budget_per_turn?: number;
        /**
         * @description Steps of a run, at most.
         * @default 200
         * @example 200
         */
        step_budget_per_run?: number;
        /**
         * @description How long a run may last.
         * @default 604800
         * @example 604800
         */
        ttl_seconds?: number;
        /**
         * @description How long a handoff keeps automations silent.
         * @default 86400
         * @example 86400
         */
        handoff_timeout_seconds?: number;
      };
      /**
       * @description Played conversations.
       * @default []
       */
      tests?: {
        /**
         * @description What it shows.
         * @example asks for the size
         */
        name: string;
        /** @description The person who plays along. */
        contact?: {
          /**
           * @description Name.
           * @example Ana
           */
          name?: string;
          /**
           * @description Phone.
           * @example +5511987654321
           */
          phone?: string;
          /**
           * @description Language.
           * @example pt_BR
           */
          language?: string;
          /**
           * @description Tags.
           * @default []
           */
          tags?: string[];
          /**
           * @description Fields.
           * @default {}
           */
          fields?: {
            [key: string]: string;
          };
        };
        /**
         * @description What servers answer, by the step that calls them; 200 and {} when absent.
         * @default {}
         */
        http?: {
          [key: string]: {
            /**
             * @description Status; 0 is a time-out.
             * @default 200
             * @example 200
             */
            status?: number;
            /** @description What is answered, JSON. */
            body?: unknown;
          };
        };
        /**
         * @description What a hook would fill.
         * @default {}
         */
        variables?: {
          [key: string]: string;
        };
        /** @description What the person does. */
        messages: {
          /**
           * @description How long after what came before.
           * @default 0
           * @example 0
           */
          after_seconds?: number;
          /**
           * @description What the person writes.
           * @example Hi
           */
          text?: string;
          /**
           * @description Id of the button that the person presses.
           * @example yes
           */
          press?: string;
          /**
           * @description Id of the ad that the message comes from.
           * @example 120226305854810726
           */
          from_ad?: string;
          /** @description Texts that are sent in return, in order; templates as `template:<id>`, files as `media:<id>`. */
          expect?: string[];
        }[];
        /**
         * @description Where the run stands then.
         * @example completed
         * @enum {string}
         */
        ends?: "completed" | "failed" | "stopped" | "handed_off" | "waiting";
      }[];
      /**
       * @description The first step.
       * @example hello
       */
      start: string;
      /** @description The steps by their names. */
      steps: {
        [key: string]: {
          /**
           * @description Sends a text.
           * @example message
           * @enum {string}
           */
          type: "message";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends buttons; waits for the reply when one of them leads somewhere or the reply is kept.
           * @example buttons
           * @enum {string}
           */
          type: "buttons";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /** @description The buttons; WhatsApp takes 3. */
          buttons: {
            /**
             * @description Comes back when it is pressed.
             * @example yes
             */
            id: string;
            /**
             * @description What it says.
             * @example Yes
             */
            title: string;
            /**
             * @description Where this button leads.
             * @example ask_name
             */
            next?: string;
          }[];
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to?: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
           * @example ask_name
           */
          on_other?: string;
          /**
           * @description Where a choice without a way of its own goes.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends a list that opens; waits for the reply as buttons do.
           * @example list
           * @enum {string}
           */
          type: "list";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /**
           * @description What opens the list.
           * @example Sizes
           */
          button: string;
          /** @description The rows; WhatsApp takes 10. */
          rows: {
            /**
             * @description Comes back when it is pressed.
             * @example yes
             */
            id: string;
            /**
             * @description What it says.
             * @example Yes
             */
            title: string;
            /**
             * @description A line below.
             * @example Chest 96 cm
             */
            description?: string;
            /**
             * @description Where this row leads.
             * @example ask_name
             */
            next?: string;
          }[];
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to?: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
           * @example ask_name
           */
          on_other?: string;
          /**
           * @description Where a choice without a way of its own goes.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends a text, waits for the answer, checks and keeps it.
           * @example question
           * @enum {string}
           */
          type: "question";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /** @description What counts as an answer. */
          answer: {
            /**
             * @description What must be answered.
             * @example number
             * @enum {string}
             */
            kind: "text" | "number" | "email" | "phone" | "date" | "choice";
            /**
             * @description Fewest characters, or the smallest number.
             * @example 1
             */
            min?: number;
            /**
             * @description Most characters, or the largest number.
             * @example 10
             */
            max?: number;
            /** @description Of a choice: what may be answered. */
            choices?: string[];
          };
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description How often it is asked again after an answer that is none.
           * @default 2
           * @example 2
           */
          retries?: number;
          /**
           * @description What is said then; the text again when absent.
           * @example A number, please.
           */
          retry_text?: string;
          /**
           * @description Where to go after the last answer that is none; the run fails when absent.
           * @example ask_name
           */
          on_invalid?: string;
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Goes the way of the first condition that holds.
           * @example condition
           * @enum {string}
           */
          type: "condition";
          /** @description Conditions with their ways, in order. */
          branches: {
            /** @description A leaf {field, op, value}, or {and}, {or}, {not}. Fields: message.text, message.type, message.button_id, name, phone, language, external_id, fields.<key>, var.<name>, conversation.status, business_hours, tags, consent.marketing, created_at, country. */
            if: {
              [key: string]: unknown;
            };
            /**
             * @description Where to go when it holds.
             * @example vip
             */
            next: string;
          }[];
          /**
           * @description Where to go when none holds; the run ends when absent.
           * @example ask_name
           */
          otherwise?: string;
        } | {
          /**
           * @description Writes a field of the contact.
           * @example set_field
           * @enum {string}
           */
          type: "set_field";
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field: string;
          /**
           * @description The value; {{variables}} are filled.
           * @example {{size}}
           */
          value: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Gives the contact a tag.
           * @example tag
           * @enum {string}
           */
          type: "tag";
          /**
           * @description The tag.
           * @example vip
           */
          tag: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Takes a tag from the contact.
           * @example untag
           * @enum {string}
           */
          type: "untag";
          /**
           * @description The tag.
           * @example vip
           */
          tag: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Sends an approved template, window or not.
           * @example template
           * @enum {string}
           */
          type: "template";
          /**
           * @description Id of the template.
           * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
           */
          template_id: string;
          /**
           * @description Its variables by their keys, e.g. `body.1`; {{variables}} are filled.
           * @default {}
           */
          variables?: {
            [key: string]: string;
          };
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends a file that was uploaded.
           * @example media
           * @enum {string}
           */
          type: "media";
          /**
           * @description As what it is sent.
           * @example image
           * @enum {string}
           */
          kind: "image" | "video" | "document" | "audio" | "sticker";
          /**
           * @description Id of the medium.
           * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
           */
          media_id: string;
          /**
           * @description Text below it; {{variables}} are filled.
           * @example Our menu
           */
          caption?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Calls a server of yours. At least once: the header Idempotency-Key tells calls apart.
           * @example http
           * @enum {string}
           */
          type: "http";
          /**
           * @description The method.
           * @example POST
           * @enum {string}
           */
          method: "GET" | "POST" | "PUT" | "PATCH";
          /**
           * @description Where; {{variables}} are filled into its path and query.
           * @example https://shop.example/orders/{{order_id}}
           */
          url: string;
          /**
           * @description Further headers.
           * @default {}
           */
          headers?: {
            [key: string]: string;
          };
          /**
           * @description JSON text; {{variables}} are filled as JSON strings without their quotes.
           * @example {"size":"{{size}}"}
           */
          body?: string;
          /**
           * @description How long it may take.
           * @default 10
           * @example 10
           */
          timeout_seconds?: number;
          /**
           * @description Variables and the JSON pointers into the answer that fill them.
           * @default {}
           */
          save?: {
            [key: string]: string;
          };
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when no answer comes in time; `on_error` when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Where to go when the answer is no 2xx, no JSON or too large; the run fails when absent.
           * @example ask_name
           */
          on_error?: string;
        } | {
          /**
           * @description Waits.
           * @example wait
           * @enum {string}
           */
          type: "wait";
          /**
           * @description How long.
           * @example 3600
           */
          seconds?: number;
          /**
           * @description Time of day, `HH:MM`, in the zone of the business hours.
           * @example 09:00
           */
          until?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Waits for whatever the person writes next.
           * @example wait_reply
           * @enum {string}
           */
          type: "wait_reply";
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to?: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Goes one way while the business is open, else the other.
           * @example business_hours
           * @enum {string}
           */
          type: "business_hours";
          /**
           * @description Where to go while it is open; the run ends when absent.
           * @example ask_name
           */
          open?: string;
          /**
           * @description Where to go while it is closed; the run ends when absent.
           * @example ask_name
           */
          closed?: string;
        } | {
          /**
           * @description Sets the conversation's status.
           * @example set_status
           * @enum {string}
           */
          type: "set_status";
          /**
           * @description The status.
           * @example pending
           * @enum {string}
           */
          status: "open" | "pending" | "resolved";
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Gives the conversation to a member, or takes it from everybody.
           * @example assign
           * @enum {string}
           */
          type: "assign";
          /**
           * @description To the one member, to the members in turn, or to nobody. Who has left the workspace is passed over; when nobody is left, the conversation stays as it is.
           * @example round_robin
           * @enum {string}
           */
          how: "user" | "round_robin" | "nobody";
          /**
           * @description One for `user`, at least one for `round_robin`, none for `nobody`.
           * @default []
           */
          members?: string[];
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Leaves the conversation to people and mutes all automations in it.
           * @example handoff
           * @enum {string}
           */
          type: "handoff";
          /**
           * @description What is said before; nothing when absent.
           * @example A colleague will answer soon.
           */
          text?: string;
        } | {
          /**
           * @description Goes on in another automation, which begins anew with what is known.
           * @example start_flow
           * @enum {string}
           */
          type: "start_flow";
          /**
           * @description Id of the other automation, which is published.
           * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
           */
          automation_id: string;
        } | {
          /**
           * @description Ends the run.
           * @example end
           * @enum {string}
           */
          type: "end";
        };
      };
    };
    UpdateAutomationBody: {
      /**
       * @description What it is called.
       * @example Opening hours
       */
      name?: string;
      /** @description What starts it; each type has its own members. */
      trigger?: {
        /**
         * @description A person writes a keyword.
         * @example keyword
         * @enum {string}
         */
        type: "keyword";
        /**
         * @description The whole message, or its words among others.
         * @example exact
         * @enum {string}
         */
        match: "exact" | "contains";
        /** @description The keywords. */
        keywords: string[];
      } | {
        /**
         * @description A person writes on a number for the first time.
         * @example first_message
         * @enum {string}
         */
        type: "first_message";
      } | {
        /**
         * @description A person writes anything.
         * @example any_message
         * @enum {string}
         */
        type: "any_message";
      } | {
        /**
         * @description A person presses a button, of a template too.
         * @example button_id
         * @enum {string}
         */
        type: "button_id";
        /** @description The buttons. */
        ids: string[];
      } | {
        /**
         * @description A person comes from an ad that leads to WhatsApp.
         * @example referral
         * @enum {string}
         */
        type: "referral";
        /**
         * @description From which; any when empty.
         * @default []
         */
        source_ids?: string[];
      } | {
        /**
         * @description Somebody has not answered for a while.
         * @example no_reply_for
         * @enum {string}
         */
        type: "no_reply_for";
        /**
         * @description For how long.
         * @example 900
         */
        seconds: number;
        /**
         * @description Who has not answered.
         * @example agent
         * @enum {string}
         */
        of: "agent" | "customer";
      } | {
        /**
         * @description A person writes while the business is closed.
         * @example outside_hours
         * @enum {string}
         */
        type: "outside_hours";
      } | {
        /**
         * @description A contact has a tag: once for each contact and published version.
         * @example tag_added
         * @enum {string}
         */
        type: "tag_added";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
      } | {
        /**
         * @description A time has come: for every contact of an audience.
         * @example schedule
         * @enum {string}
         */
        type: "schedule";
        /**
         * @description How often.
         * @example day
         * @enum {string}
         */
        every: "day" | "week" | "once";
        /**
         * @description Time of day, `HH:MM`, in the zone of the business hours.
         * @example 09:00
         */
        time?: string;
        /**
         * @description Of every week: on which days.
         * @default []
         */
        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /**
         * Format: date-time
         * @description Of once: when.
         * @example 2026-12-24T09:00:00Z
         */
        at?: string;
        /**
         * @description The filter of contacts that it is for; everybody when empty.
         * @default {}
         */
        audience?: {
          [key: string]: unknown;
        };
      } | {
        /**
         * @description Another system calls a trigger URL that leads here.
         * @example hook
         * @enum {string}
         */
        type: "hook";
        /**
         * @description Variables that the trigger fills.
         * @default []
         */
        variables?: string[];
      } | {
        /**
         * @description Of rules: something happens.
         * @example event
         * @enum {string}
         */
        type: "event";
        /**
         * @description What happens.
         * @example message.failed
         * @enum {string}
         */
        event: "message.received" | "message.reaction" | "message.edited" | "message.deleted" | "message.echoed" | "message.media_ready" | "message.scheduled" | "message.cancelled" | "message.skipped" | "message.queued" | "message.requeued" | "message.held" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.unknown" | "contact.created" | "contact.updated" | "contact.identity_changed" | "contact.merged" | "contact.unmerged" | "consent.granted" | "consent.withdrawn" | "consent.held" | "consent.released" | "consent.requested" | "conversation.created" | "conversation.assigned" | "conversation.status_changed" | "conversation.snoozed" | "conversation.tagged" | "conversation.handoff_requested" | "conversation.handoff_released" | "conversation.window_closing" | "conversation.window_closed" | "conversation.note_added";
      };
      /** @description What must hold beside the trigger; {} holds always. */
      conditions?: {
        [key: string]: unknown;
      };
      /** @description How it behaves, whole: absent members get their defaults. */
      settings?: {
        [key: string]: unknown;
      };
      /** @description Played conversations, all of them. */
      tests?: {
        [key: string]: unknown;
      }[];
      /** @description Of a rule: all its actions. */
      actions?: ({
        /**
         * @description Sends a text.
         * @example message
         * @enum {string}
         */
        type: "message";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends buttons; waits for the reply when one of them leads somewhere or the reply is kept.
         * @example buttons
         * @enum {string}
         */
        type: "buttons";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /** @description The buttons; WhatsApp takes 3. */
        buttons: {
          /**
           * @description Comes back when it is pressed.
           * @example yes
           */
          id: string;
          /**
           * @description What it says.
           * @example Yes
           */
          title: string;
          /**
           * @description Where this button leads.
           * @example ask_name
           */
          next?: string;
        }[];
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to?: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
         * @example ask_name
         */
        on_other?: string;
        /**
         * @description Where a choice without a way of its own goes.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends a list that opens; waits for the reply as buttons do.
         * @example list
         * @enum {string}
         */
        type: "list";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /**
         * @description What opens the list.
         * @example Sizes
         */
        button: string;
        /** @description The rows; WhatsApp takes 10. */
        rows: {
          /**
           * @description Comes back when it is pressed.
           * @example yes
           */
          id: string;
          /**
           * @description What it says.
           * @example Yes
           */
          title: string;
          /**
           * @description A line below.
           * @example Chest 96 cm
           */
          description?: string;
          /**
           * @description Where this row leads.
           * @example ask_name
           */
          next?: string;
        }[];
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to?: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
         * @example ask_name
         */
        on_other?: string;
        /**
         * @description Where a choice without a way of its own goes.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends a text, waits for the answer, checks and keeps it.
         * @example question
         * @enum {string}
         */
        type: "question";
        /**
         * @description The text; {{variables}} are filled.
         * @example Hi {{contact.name|there}}!
         */
        text: string;
        /** @description What counts as an answer. */
        answer: {
          /**
           * @description What must be answered.
           * @example number
           * @enum {string}
           */
          kind: "text" | "number" | "email" | "phone" | "date" | "choice";
          /**
           * @description Fewest characters, or the smallest number.
           * @example 1
           */
          min?: number;
          /**
           * @description Most characters, or the largest number.
           * @example 10
           */
          max?: number;
          /** @description Of a choice: what may be answered. */
          choices?: string[];
        };
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description How often it is asked again after an answer that is none.
         * @default 2
         * @example 2
         */
        retries?: number;
        /**
         * @description What is said then; the text again when absent.
         * @example A number, please.
         */
        retry_text?: string;
        /**
         * @description Where to go after the last answer that is none; the run fails when absent.
         * @example ask_name
         */
        on_invalid?: string;
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Goes the way of the first condition that holds.
         * @example condition
         * @enum {string}
         */
        type: "condition";
        /** @description Conditions with their ways, in order. */
        branches: {
          /** @description A leaf {field, op, value}, or {and}, {or}, {not}. Fields: message.text, message.type, message.button_id, name, phone, language, external_id, fields.<key>, var.<name>, conversation.status, business_hours, tags, consent.marketing, created_at, country. */
          if: {
            [key: string]: unknown;
          };
          /**
           * @description Where to go when it holds.
           * @example vip
           */
          next: string;
        }[];
        /**
         * @description Where to go when none holds; the run ends when absent.
         * @example ask_name
         */
        otherwise?: string;
      } | {
        /**
         * @description Writes a field of the contact.
         * @example set_field
         * @enum {string}
         */
        type: "set_field";
        /**
         * @description Name of the contact's field.
         * @example size
         */
        field: string;
        /**
         * @description The value; {{variables}} are filled.
         * @example {{size}}
         */
        value: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Gives the contact a tag.
         * @example tag
         * @enum {string}
         */
        type: "tag";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Takes a tag from the contact.
         * @example untag
         * @enum {string}
         */
        type: "untag";
        /**
         * @description The tag.
         * @example vip
         */
        tag: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Sends an approved template, window or not.
         * @example template
         * @enum {string}
         */
        type: "template";
        /**
         * @description Id of the template.
         * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        template_id: string;
        /**
         * @description Its variables by their keys, e.g. `body.1`; {{variables}} are filled.
         * @default {}
         */
        variables?: {
          [key: string]: string;
        };
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Sends a file that was uploaded.
         * @example media
         * @enum {string}
         */
        type: "media";
        /**
         * @description As what it is sent.
         * @example image
         * @enum {string}
         */
        kind: "image" | "video" | "document" | "audio" | "sticker";
        /**
         * @description Id of the medium.
         * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        media_id: string;
        /**
         * @description Text below it; {{variables}} are filled.
         * @example Our menu
         */
        caption?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
         * @example ask_name
         */
        on_refused?: string;
      } | {
        /**
         * @description Calls a server of yours. At least once: the header Idempotency-Key tells calls apart.
         * @example http
         * @enum {string}
         */
        type: "http";
        /**
         * @description The method.
         * @example POST
         * @enum {string}
         */
        method: "GET" | "POST" | "PUT" | "PATCH";
        /**
         * @description Where; {{variables}} are filled into its path and query.
         * @example https://shop.example/orders/{{order_id}}
         */
        url: string;
        /**
         * @description Further headers.
         * @default {}
         */
        headers?: {
          [key: string]: string;
        };
        /**
         * @description JSON text; {{variables}} are filled as JSON strings without their quotes.
         * @example {"size":"{{size}}"}
         */
        body?: string;
        /**
         * @description How long it may take.
         * @default 10
         * @example 10
         */
        timeout_seconds?: number;
        /**
         * @description Variables and the JSON pointers into the answer that fill them.
         * @default {}
         */
        save?: {
          [key: string]: string;
        };
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
        /**
         * @description Where to go when no answer comes in time; `on_error` when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Where to go when the answer is no 2xx, no JSON or too large; the run fails when absent.
         * @example ask_name
         */
        on_error?: string;
      } | {
        /**
         * @description Waits.
         * @example wait
         * @enum {string}
         */
        type: "wait";
        /**
         * @description How long.
         * @example 3600
         */
        seconds?: number;
        /**
         * @description Time of day, `HH:MM`, in the zone of the business hours.
         * @example 09:00
         */
        until?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Waits for whatever the person writes next.
         * @example wait_reply
         * @enum {string}
         */
        type: "wait_reply";
        /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
        save_to?: {
          /**
           * @description Name of the variable.
           * @example order_id
           */
          variable?: string;
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field?: string;
        };
        /**
         * @description Seconds to wait for the reply; as long as the run may last when absent.
         * @example 3600
         */
        timeout_seconds?: number;
        /**
         * @description Where to go when no reply comes in time; the run ends when absent.
         * @example ask_name
         */
        on_timeout?: string;
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Goes one way while the business is open, else the other.
         * @example business_hours
         * @enum {string}
         */
        type: "business_hours";
        /**
         * @description Where to go while it is open; the run ends when absent.
         * @example ask_name
         */
        open?: string;
        /**
         * @description Where to go while it is closed; the run ends when absent.
         * @example ask_name
         */
        closed?: string;
      } | {
        /**
         * @description Sets the conversation's status.
         * @example set_status
         * @enum {string}
         */
        type: "set_status";
        /**
         * @description The status.
         * @example pending
         * @enum {string}
         */
        status: "open" | "pending" | "resolved";
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Gives the conversation to a member, or takes it from everybody.
         * @example assign
         * @enum {string}
         */
        type: "assign";
        /**
         * @description To the one member, to the members in turn, or to nobody. Who has left the workspace is passed over; when nobody is left, the conversation stays as it is.
         * @example round_robin
         * @enum {string}
         */
        how: "user" | "round_robin" | "nobody";
        /**
         * @description One for `user`, at least one for `round_robin`, none for `nobody`.
         * @default []
         */
        members?: string[];
        /**
         * @description Which step comes next; the run ends here when absent.
         * @example ask_name
         */
        next?: string;
      } | {
        /**
         * @description Leaves the conversation to people and mutes all automations in it.
         * @example handoff
         * @enum {string}
         */
        type: "handoff";
        /**
         * @description What is said before; nothing when absent.
         * @example A colleague will answer soon.
         */
        text?: string;
      } | {
        /**
         * @description Goes on in another automation, which begins anew with what is known.
         * @example start_flow
         * @enum {string}
         */
        type: "start_flow";
        /**
         * @description Id of the other automation, which is published.
         * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        automation_id: string;
      } | {
        /**
         * @description Ends the run.
         * @example end
         * @enum {string}
         */
        type: "end";
      })[];
      /**
       * @description Of a flow: its first step.
       * @example hello
       */
      start?: string;
      /** @description Of a flow: all its steps. */
      steps?: {
        [key: string]: {
          /**
           * @description Sends a text.
           * @example message
           * @enum {string}
           */
          type: "message";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends buttons; waits for the reply when one of them leads somewhere or the reply is kept.
           * @example buttons
           * @enum {string}
           */
          type: "buttons";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /** @description The buttons; WhatsApp takes 3. */
          buttons: {
            /**
             * @description Comes back when it is pressed.
             * @example yes
             */
            id: string;
            /**
             * @description What it says.
             * @example Yes
             */
            title: string;
            /**
             * @description Where this button leads.
             * @example ask_name
             */
            next?: string;
          }[];
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to?: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
           * @example ask_name
           */
          on_other?: string;
          /**
           * @description Where a choice without a way of its own goes.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends a list that opens; waits for the reply as buttons do.
           * @example list
           * @enum {string}
           */
          type: "list";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /**
           * @description What opens the list.
           * @example Sizes
           */
          button: string;
          /** @description The rows; WhatsApp takes 10. */
          rows: {
            /**
             * @description Comes back when it is pressed.
             * @example yes
             */
            id: string;
            /**
             * @description What it says.
             * @example Yes
             */
            title: string;
            /**
             * @description A line below.
             * @example Chest 96 cm
             */
            description?: string;
            /**
             * @description Where this row leads.
             * @example ask_name
             */
            next?: string;
          }[];
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to?: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Where to go when something else is answered; the same message comes again, twice at most, when absent.
           * @example ask_name
           */
          on_other?: string;
          /**
           * @description Where a choice without a way of its own goes.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends a text, waits for the answer, checks and keeps it.
           * @example question
           * @enum {string}
           */
          type: "question";
          /**
           * @description The text; {{variables}} are filled.
           * @example Hi {{contact.name|there}}!
           */
          text: string;
          /** @description What counts as an answer. */
          answer: {
            /**
             * @description What must be answered.
             * @example number
             * @enum {string}
             */
            kind: "text" | "number" | "email" | "phone" | "date" | "choice";
            /**
             * @description Fewest characters, or the smallest number.
             * @example 1
             */
            min?: number;
            /**
             * @description Most characters, or the largest number.
             * @example 10
             */
            max?: number;
            /** @description Of a choice: what may be answered. */
            choices?: string[];
          };
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description How often it is asked again after an answer that is none.
           * @default 2
           * @example 2
           */
          retries?: number;
          /**
           * @description What is said then; the text again when absent.
           * @example A number, please.
           */
          retry_text?: string;
          /**
           * @description Where to go after the last answer that is none; the run fails when absent.
           * @example ask_name
           */
          on_invalid?: string;
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Goes the way of the first condition that holds.
           * @example condition
           * @enum {string}
           */
          type: "condition";
          /** @description Conditions with their ways, in order. */
          branches: {
            /** @description A leaf {field, op, value}, or {and}, {or}, {not}. Fields: message.text, message.type, message.button_id, name, phone, language, external_id, fields.<key>, var.<name>, conversation.status, business_hours, tags, consent.marketing, created_at, country. */
            if: {
              [key: string]: unknown;
            };
            /**
             * @description Where to go when it holds.
             * @example vip
             */
            next: string;
          }[];
          /**
           * @description Where to go when none holds; the run ends when absent.
           * @example ask_name
           */
          otherwise?: string;
        } | {
          /**
           * @description Writes a field of the contact.
           * @example set_field
           * @enum {string}
           */
          type: "set_field";
          /**
           * @description Name of the contact's field.
           * @example size
           */
          field: string;
          /**
           * @description The value; {{variables}} are filled.
           * @example {{size}}
           */
          value: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Gives the contact a tag.
           * @example tag
           * @enum {string}
           */
          type: "tag";
          /**
           * @description The tag.
           * @example vip
           */
          tag: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Takes a tag from the contact.
           * @example untag
           * @enum {string}
           */
          type: "untag";
          /**
           * @description The tag.
           * @example vip
           */
          tag: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Sends an approved template, window or not.
           * @example template
           * @enum {string}
           */
          type: "template";
          /**
           * @description Id of the template.
           * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
           */
          template_id: string;
          /**
           * @description Its variables by their keys, e.g. `body.1`; {{variables}} are filled.
           * @default {}
           */
          variables?: {
            [key: string]: string;
          };
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Sends a file that was uploaded.
           * @example media
           * @enum {string}
           */
          type: "media";
          /**
           * @description As what it is sent.
           * @example image
           * @enum {string}
           */
          kind: "image" | "video" | "document" | "audio" | "sticker";
          /**
           * @description Id of the medium.
           * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
           */
          media_id: string;
          /**
           * @description Text below it; {{variables}} are filled.
           * @example Our menu
           */
          caption?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when the message may not be sent, e.g. because the window is closed; the run fails when absent.
           * @example ask_name
           */
          on_refused?: string;
        } | {
          /**
           * @description Calls a server of yours. At least once: the header Idempotency-Key tells calls apart.
           * @example http
           * @enum {string}
           */
          type: "http";
          /**
           * @description The method.
           * @example POST
           * @enum {string}
           */
          method: "GET" | "POST" | "PUT" | "PATCH";
          /**
           * @description Where; {{variables}} are filled into its path and query.
           * @example https://shop.example/orders/{{order_id}}
           */
          url: string;
          /**
           * @description Further headers.
           * @default {}
           */
          headers?: {
            [key: string]: string;
          };
          /**
           * @description JSON text; {{variables}} are filled as JSON strings without their quotes.
           * @example {"size":"{{size}}"}
           */
          body?: string;
          /**
           * @description How long it may take.
           * @default 10
           * @example 10
           */
          timeout_seconds?: number;
          /**
           * @description Variables and the JSON pointers into the answer that fill them.
           * @default {}
           */
          save?: {
            [key: string]: string;
          };
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
          /**
           * @description Where to go when no answer comes in time; `on_error` when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Where to go when the answer is no 2xx, no JSON or too large; the run fails when absent.
           * @example ask_name
           */
          on_error?: string;
        } | {
          /**
           * @description Waits.
           * @example wait
           * @enum {string}
           */
          type: "wait";
          /**
           * @description How long.
           * @example 3600
           */
          seconds?: number;
          /**
           * @description Time of day, `HH:MM`, in the zone of the business hours.
           * @example 09:00
           */
          until?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Waits for whatever the person writes next.
           * @example wait_reply
           * @enum {string}
           */
          type: "wait_reply";
          /** @description Where the answer is kept: a variable of the run, or a field of the contact. */
          save_to?: {
            /**
             * @description Name of the variable.
             * @example order_id
             */
            variable?: string;
            /**
             * @description Name of the contact's field.
             * @example size
             */
            field?: string;
          };
          /**
           * @description Seconds to wait for the reply; as long as the run may last when absent.
           * @example 3600
           */
          timeout_seconds?: number;
          /**
           * @description Where to go when no reply comes in time; the run ends when absent.
           * @example ask_name
           */
          on_timeout?: string;
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Goes one way while the business is open, else the other.
           * @example business_hours
           * @enum {string}
           */
          type: "business_hours";
          /**
           * @description Where to go while it is open; the run ends when absent.
           * @example ask_name
           */
          open?: string;
          /**
           * @description Where to go while it is closed; the run ends when absent.
           * @example ask_name
           */
          closed?: string;
        } | {
          /**
           * @description Sets the conversation's status.
           * @example set_status
           * @enum {string}
           */
          type: "set_status";
          /**
           * @description The status.
           * @example pending
           * @enum {string}
           */
          status: "open" | "pending" | "resolved";
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Gives the conversation to a member, or takes it from everybody.
           * @example assign
           * @enum {string}
           */
          type: "assign";
          /**
           * @description To the one member, to the members in turn, or to nobody. Who has left the workspace is passed over; when nobody is left, the conversation stays as it is.
           * @example round_robin
           * @enum {string}
           */
          how: "user" | "round_robin" | "nobody";
          /**
           * @description One for `user`, at least one for `round_robin`, none for `nobody`.
           * @default []
           */
          members?: string[];
          /**
           * @description Which step comes next; the run ends here when absent.
           * @example ask_name
           */
          next?: string;
        } | {
          /**
           * @description Leaves the conversation to people and mutes all automations in it.
           * @example handoff
           * @enum {string}
           */
          type: "handoff";
          /**
           * @description What is said before; nothing when absent.
           * @example A colleague will answer soon.
           */
          text?: string;
        } | {
          /**
           * @description Goes on in another automation, which begins anew with what is known.
           * @example start_flow
           * @enum {string}
           */
          type: "start_flow";
          /**
           * @description Id of the other automation, which is published.
           * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
           */
          automation_id: string;
        } | {
          /**
           * @description Ends the run.
           * @example end
           * @enum {string}
           */
          type: "end";
        };
      };
    };
    AutomationProblems: {
      /** @description Everything that was found; empty when nothing is wrong. */
      problems: {
        /**
         * @description What is wrong.
         * @enum {string}
         */
        code: "empty_trigger" | "invalid_audience" | "nothing_to_do" | "missing_step" | "unreachable_step" | "loop_without_wait" | "no_exit" | "branch_missing" | "too_many_buttons" | "too_many_rows" | "duplicate_button_id" | "text_too_long" | "invalid_tag" | "free_text_outside_window" | "missing_variable" | "url_not_allowed" | "unknown_template" | "unknown_media" | "unknown_automation" | "starts_itself" | "unknown_member" | "test_failed";
        /**
         * @description An `error` keeps it from being published.
         * @enum {string}
         */
        severity: "error" | "warning";
        /**
         * @description Where: a JSON pointer into the automation.
         * @example /actions/0/text
         */
        pointer: string;
        /**
         * @description The same for a person.
         * @example At most 4096 characters.
         */
        message: string;
      }[];
    };
    AutomationTranscript: {
      /** @description What both sides say, in order. */
      transcript: {
        /**
         * @description Who says it.
         * @enum {string}
         */
        from: "customer" | "automation";
        /**
         * Format: date-time
         * @description When, by the played clock.
         * @example 2026-11-24T12:00:00.000Z
         */
        at: string;
        /**
         * @description What is said; templates as `template:<id>`, files as `media:<id>`, buttons in brackets.
         * @example We are open from nine to six.
         */
        text: string;
        /**
         * @description The step that says it; null for the person.
         * @example action_0
         */
        step: string | null;
      }[];
      /**
       * @description Where the run stands in the end.
       * @enum {string}
       */
      status: "waiting" | "completed" | "failed" | "stopped" | "handed_off";
      /** @description Why, when it is not by its own end. */
      reason: string | null;
      /** @description What the run knows in the end. */
      variables: {
        [key: string]: string;
      };
      /** @description What was done, step by step; the newest 100. */
      trace: {
        /**
         * @description Name of the step; of a rule `action_<place>`.
         * @example hello
         */
        step: string;
        /**
         * @description In which turn of the run.
         * @example 1
         */
        turn: number;
        /**
         * Format: date-time
         * @description When.
         * @example 2026-11-24T12:00:00.000Z
         */
        at: string;
        /**
         * @description What came of it.
         * @example done
         */
        outcome: string;
      }[];
    };
    SimulateAutomationBody: {
      /** @description What the person does. */
      messages: {
        /**
         * @description How long after what came before.
         * @default 0
         * @example 0
         */
        after_seconds?: number;
        /**
         * @description What the person writes.
         * @example Hi
         */
        text?: string;
        /**
         * @description Id of the button that the person presses.
         * @example yes
         */
        press?: string;
        /**
         * @description Id of the ad that the message comes from.
         * @example 120226305854810726
         */
        from_ad?: string;
        /** @description Texts that are sent in return, in order; templates as `template:<id>`, files as `media:<id>`. */
        expect?: string[];
      }[];
      /**
       * Format: date-time
       * @description When it begins; now when absent.
       * @example 2026-11-30T09:00:00Z
       */
      clock?: string;
      /** @description The person who plays along. */
      contact?: {
        /**
         * @description Name.
         * @example Ana
         */
        name?: string;
        /**
         * @description Phone.
         * @example +5511987654321
         */
        phone?: string;
        /**
         * @description Language.
         * @example pt_BR
         */
        language?: string;
        /**
         * @description Tags.
         * @default []
         */
        tags?: string[];
        /**
         * @description Fields.
         * @default {}
         */
        fields?: {
          [key: string]: string;
        };
      };
      /**
       * @description What servers answer, by the step that calls them; 200 and {} when absent.
       * @default {}
       */
      http?: {
        [key: string]: {
          /**
           * @description Status; 0 is a time-out.
           * @default 200
           * @example 200
           */
          status?: number;
          /** @description What is answered, JSON. */
          body?: unknown;
        };
      };
      /**
       * @description What a hook would fill.
       * @default {}
       */
      variables?: {
        [key: string]: string;
      };
    };
    AutomationVersions: {
      /** @description The newest 50 versions, newest first. */
      data: {
        /**
         * @description Its number.
         * @example 3
         */
        version: number;
        /**
         * Format: date-time
         * @description When it was published.
         * @example 2026-11-24T12:00:00.000Z
         */
        published_at: string;
        /**
         * @description Who published it: an id of a person or a key.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        published_by: string;
        /** @description The automation as it was published. */
        definition: {
          [key: string]: unknown;
        };
      }[];
    };
    AutomationFunnel: {
      /**
       * @description The version that is counted.
       * @example 3
       */
      version: number;
      /**
       * @description Runs that began.
       * @example 120
       */
      started: number;
      /**
       * @description Runs that go on.
       * @example 4
       */
      waiting: number;
      /**
       * @description Runs that came to their end.
       * @example 90
       */
      completed: number;
      /**
       * @description Runs that could not go on.
       * @example 2
       */
      failed: number;
      /**
       * @description Runs that were ended from outside.
       * @example 20
       */
      stopped: number;
      /**
       * @description Runs that left to people.
       * @example 4
       */
      handed_off: number;
      /** @description Runs that came to each step. */
      steps: {
        [key: string]: number;
      };
    };
    Campaign: {
      /**
       * @description Id of the campaign.
       * @example cmp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Your own name for it.
       * @example Spring sale
       */
      name: string;
      /**
       * @description The number that sends.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description The template that is sent.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      template_id: string;
      /** @description Who is meant: the filter, the segment, the import, how many contacts the list names, or {} for everybody. */
      audience: {
        /** @description The filter as it was given; of a segment, as it was at the launch. */
        filter?: {
          [key: string]: unknown;
        };
        /**
         * @description Id of the segment.
         * @example seg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        segment_id?: string;
        /**
         * @description Id of the import.
         * @example imp_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        import_id?: string;
        /**
         * @description Contacts that the list names.
         * @example 500
         */
        contacts_count?: number;
      };
      /** @description A source for each variable of the template. */
      variables: {
        [key: string]: {
          /**
           * @description A field of the contact: name, phone, external_id, language, username or fields.<key>; or opt_out_url: the person's own opt-out link, in a text whole, in a button's address what follows the template's own part of it. It is made when the message leaves; what is kept shows {{opt_out_url}}.
           * @example name
           */
          field: string;
          /**
           * @description Taken when the contact's field is empty.
           * @example friend
           */
          fallback?: string;
        } | {
          /**
           * @description The same text for everybody.
           * @example until Sunday
           */
          value: string;
        };
      };
      /**
       * @description The campaign's own pace, messages per second; null: as fast as the number may.
       * @example 20
       */
      pace_mps: number | null;
      /**
       * @description `draft` until it is launched; then `planning` (the audience is fixed), `running`, `paused`, and at last `completed`, `cancelled` or `failed`.
       * @example running
       * @enum {string}
       */
      status: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "cancelled" | "failed";
      /** @description Why it is paused: `requested`, or what stopped it, e.g. `template_paused` or Meta's error code; null when it is not. */
      pause_reason: string | null;
      /**
       * @description Messages that the launch planned, skipped ones included.
       * @example 500
       */
      planned: number;
      /** @description Current states, disjoint: their sum is `planned`. */
      counts: {
        /**
         * @description Wait for their turn.
         * @example 0
         */
        queued: number;
        /**
         * @description Are being handed to Meta.
         * @example 0
         */
        sending: number;
        /**
         * @description Were taken by Meta.
         * @example 0
         */
        accepted: number;
        /**
         * @description Are held back by Meta until it has judged the template.
         * @example 0
         */
        held: number;
        /**
         * @description Were sent by Meta.
         * @example 0
         */
        sent: number;
        /**
         * @description Are on the handset.
         * @example 0
         */
        delivered: number;
        /**
         * @description Were opened.
         * @example 0
         */
        read: number;
        /**
         * @description Were played.
         * @example 0
         */
        played: number;
        /**
         * @description Were not taken or not delivered by Meta.
         * @example 0
         */
        failed: number;
        /**
         * @description Nobody can tell yet whether Meta took them; they are not sent again.
         * @example 0
         */
        unknown: number;
        /**
         * @description Were not sent, for a reason.
         * @example 0
         */
        skipped: number;
      };
      /**
       * Format: date-time
       * @description When it was launched; null before.
       * @example 2026-11-24T12:00:00.000Z
       */
      launched_at: string | null;
      /**
       * Format: date-time
       * @description When it ended; null before.
       * @example 2026-11-24T12:00:00.000Z
       */
      completed_at: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    CreateCampaignBody: {
      /**
       * @description Your own name for the campaign, 1 to 200 characters.
       * @example Spring sale
       */
      name: string;
      /**
       * @description The number that sends.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description The template that is sent, of the number's account.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      template_id: string;
      /** @description Who is meant: a filter, a segment, an import, a list of contacts, or {} for everybody. */
      audience: {
        /** @description A filter over contacts. */
        filter?: {
          [key: string]: unknown;
        };
        /**
         * @description A segment: whoever is in it at the launch.
         * @example seg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        segment_id?: string;
        /**
         * @description An import: those that it made, changed or found as they were, each once. It must be done at the launch.
         * @example imp_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        import_id?: string;
        /** @description Contacts by selector. One named twice is skipped as a duplicate. */
        contacts?: string[];
      };
      /**
       * @description Messages per second, 1 to 1,000; null: as fast as the number may.
       * @example 20
       */
      pace_mps?: number | null;
      /** @description A value for each of the template's `variables`, by its key. Runs of white space become one space. Media, instants and products take a `value`. */
      variables?: {
        [key: string]: {
          /**
           * @description A field of the contact: name, phone, external_id, language, username or fields.<key>; or opt_out_url: the person's own opt-out link, in a text whole, in a button's address what follows the template's own part of it. It is made when the message leaves; what is kept shows {{opt_out_url}}.
           * @example name
           */
          field: string;
          /**
           * @description Taken when the contact's field is empty.
           * @example friend
           */
          fallback?: string;
        } | {
          /**
           * @description The same text for everybody.
           * @example until Sunday
           */
          value: string;
        };
      };
    };
    CampaignPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Campaign"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    UpdateCampaignBody: {
      /**
       * @description Your own name for the campaign, 1 to 200 characters.
       * @example Spring sale
       */
      name?: string;
      /**
       * @description The number that sends.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id?: string;
      /**
       * @description The template that is sent, of the number's account.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      template_id?: string;
      /** @description Who is meant: a filter, a segment, an import, a list of contacts, or {} for everybody. */
      audience?: {
        /** @description A filter over contacts. */
        filter?: {
          [key: string]: unknown;
        };
        /**
         * @description A segment: whoever is in it at the launch.
         * @example seg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        segment_id?: string;
        /**
         * @description An import: those that it made, changed or found as they were, each once. It must be done at the launch.
         * @example imp_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        import_id?: string;
        /** @description Contacts by selector. One named twice is skipped as a duplicate. */
        contacts?: string[];
      };
      /** @description A value for each of the template's `variables`, by its key. Runs of white space become one space. Media, instants and products take a `value`. */
      variables?: {
        [key: string]: {
          /**
           * @description A field of the contact: name, phone, external_id, language, username or fields.<key>; or opt_out_url: the person's own opt-out link, in a text whole, in a button's address what follows the template's own part of it. It is made when the message leaves; what is kept shows {{opt_out_url}}.
           * @example name
           */
          field: string;
          /**
           * @description Taken when the contact's field is empty.
           * @example friend
           */
          fallback?: string;
        } | {
          /**
           * @description The same text for everybody.
           * @example until Sunday
           */
          value: string;
        };
      };
      /**
       * @description Messages per second, 1 to 1,000; null: as fast as the number may.
       * @example 20
       */
      pace_mps?: number | null;
    };
    AudiencePreview: {
      /**
       * @description Eligible and skipped together.
       * @example 500
       */
      matched: number;
      /**
       * @description People who would get a message.
       * @example 455
       */
      eligible: number;
      /** @description People who would get none, by the reason. */
      skipped: {
        /**
         * @description The person has not granted marketing.
         * @example 0
         */
        no_consent: number;
        /**
         * @description What the person wrote may refuse marketing, and nobody has decided yet.
         * @example 0
         */
        marketing_held: number;
        /**
         * @description The person is on the suppression list.
         * @example 0
         */
        suppressed: number;
        /**
         * @description The list names the person again.
         * @example 0
         */
        duplicate: number;
        /**
         * @description The contact is gone, or has no phone number or user id that this message could go to.
         * @example 0
         */
        no_identity: number;
        /**
         * @description Meta delivers no marketing to numbers of the United States.
         * @example 0
         */
        us_marketing: number;
        /**
         * @description The person had enough marketing of late.
         * @example 0
         */
        frequency_cap: number;
        /**
         * @description A variable has neither a value nor a fallback.
         * @example 0
         */
        missing_variable: number;
        /**
         * @description Outside the hours in which marketing may be sent.
         * @example 0
         */
        window: number;
        /**
         * @description The address is known to be without WhatsApp.
         * @example 0
         */
        undeliverable: number;
        /**
         * @description The contact is blocked.
         * @example 0
         */
        blocked: number;
      };
      /** @description Of those without consent: why they have none. The sum is `no_consent`. */
      no_consent: {
        /**
         * @description Never asked, or have not answered.
         * @example 0
         */
        not_asked: number;
        /**
         * @description Withdrew.
         * @example 0
         */
        withdrawn: number;
      };
    };
    PreviewAudienceBody: {
      /** @description Who is meant: a filter, a segment, an import, a list of contacts, or {} for everybody. */
      audience: {
        /** @description A filter over contacts. */
        filter?: {
          [key: string]: unknown;
        };
        /**
         * @description A segment: whoever is in it at the launch.
         * @example seg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        segment_id?: string;
        /**
         * @description An import: those that it made, changed or found as they were, each once. It must be done at the launch.
         * @example imp_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        import_id?: string;
        /** @description Contacts by selector. One named twice is skipped as a duplicate. */
        contacts?: string[];
      };
      /**
       * @description The template that would be sent: its category says who may get it. Left out: as marketing.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      template_id?: string;
      /** @description A value for each of the template's `variables`, by its key. Runs of white space become one space. Media, instants and products take a `value`. */
      variables?: {
        [key: string]: {
          /**
           * @description A field of the contact: name, phone, external_id, language, username or fields.<key>; or opt_out_url: the person's own opt-out link, in a text whole, in a button's address what follows the template's own part of it. It is made when the message leaves; what is kept shows {{opt_out_url}}.
           * @example name
           */
          field: string;
          /**
           * @description Taken when the contact's field is empty.
           * @example friend
           */
          fallback?: string;
        } | {
          /**
           * @description The same text for everybody.
           * @example until Sunday
           */
          value: string;
        };
      };
    };
    CampaignReport: {
      /**
       * @description `draft` until it is launched; then `planning` (the audience is fixed), `running`, `paused`, and at last `completed`, `cancelled` or `failed`.
       * @example running
       * @enum {string}
       */
      status: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "cancelled" | "failed";
      /**
       * @description Messages that the launch planned, skipped ones included.
       * @example 500
       */
      planned: number;
      /** @description Current states, disjoint: their sum is `planned`. */
      counts: {
        /**
         * @description Wait for their turn.
         * @example 0
         */
        queued: number;
        /**
         * @description Are being handed to Meta.
         * @example 0
         */
        sending: number;
        /**
         * @description Were taken by Meta.
         * @example 0
         */
        accepted: number;
        /**
         * @description Are held back by Meta until it has judged the template.
         * @example 0
         */
        held: number;
        /**
         * @description Were sent by Meta.
         * @example 0
         */
        sent: number;
        /**
         * @description Are on the handset.
         * @example 0
         */
        delivered: number;
        /**
         * @description Were opened.
         * @example 0
         */
        read: number;
        /**
         * @description Were played.
         * @example 0
         */
        played: number;
        /**
         * @description Were not taken or not delivered by Meta.
         * @example 0
         */
        failed: number;
        /**
         * @description Nobody can tell yet whether Meta took them; they are not sent again.
         * @example 0
         */
        unknown: number;
        /**
         * @description Were not sent, for a reason.
         * @example 0
         */
        skipped: number;
      };
      /** @description Cumulative: how many came at least so far. */
      reached: {
        /**
         * @description Came at least as far as to Meta.
         * @example 0
         */
        accepted: number;
        /**
         * @description Came at least as far as to be sent.
         * @example 0
         */
        sent: number;
        /**
         * @description Came at least as far as the handset.
         * @example 0
         */
        delivered: number;
        /**
         * @description Came at least as far as to be opened.
         * @example 0
         */
        read: number;
      };
      /** @description Why messages failed, the most frequent first. The sum is `counts.failed`. */
      errors: {
        refusal: components["schemas"]["MetaRefusal"];
        /**
         * @description How many messages.
         * @example 12
         */
        count: number;
      }[];
      /** @description Why messages were not sent, the most frequent first. The sum is `counts.skipped`. */
      skipped: {
        /**
         * @description As in `skipped_by_reason` of the progress.
         * @example no_consent
         */
        reason: string;
        /**
         * @description How many messages.
         * @example 12
         */
        count: number;
        /** @description When Meta withheld the messages: its refusal; null otherwise. */
        refusal: components["schemas"]["MetaRefusal"] | null;
      }[];
      /** @description Of those without consent: why they have none. The sum is `no_consent`. */
      no_consent: {
        /**
         * @description Never asked, or have not answered.
         * @example 0
         */
        not_asked: number;
        /**
         * @description Withdrew.
         * @example 0
         */
        withdrawn: number;
      };
      /**
       * Format: date-time
       * @description When it was launched; null before.
       * @example 2026-11-24T12:00:00.000Z
       */
      launched_at: string | null;
      /**
       * Format: date-time
       * @description When it ended; null before.
       * @example 2026-11-24T12:00:00.000Z
       */
      completed_at: string | null;
    };
    /** @description What is known of Meta's refusals by one code. */
    MetaRefusal: {
      /**
       * @description `meta_` and Meta's error code, or `meta_unknown`: what recipients filter by.
       * @example meta_131026
       */
      code: string;
      /**
       * @description Meta's error code; null when it gave none.
       * @example 131026
       */
      meta_code: number | null;
      /**
       * @description What a person can do about it, as a code to translate.
       * @example person_unreachable
       * @enum {string}
       */
      remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later";
      /**
       * @description The same as a sentence in English.
       * @example The person cannot be reached: not on WhatsApp, an old app, or terms not accepted.
       */
      remedy: string;
      /**
       * @description Whether a new message to the same people may succeed.
       * @example false
       */
      retryable: boolean;
    };
    CampaignProgress: {
      /**
       * @description `draft` until it is launched; then `planning` (the audience is fixed), `running`, `paused`, and at last `completed`, `cancelled` or `failed`.
       * @example running
       * @enum {string}
       */
      status: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "cancelled" | "failed";
      /** @description Why it is paused: `requested`, or what stopped it, e.g. `template_paused` or Meta's error code; null when it is not. */
      pause_reason: string | null;
      /**
       * @description Messages that the launch planned, skipped ones included.
       * @example 500
       */
      planned: number;
      /** @description Current states, disjoint: their sum is `planned`. */
      counts: {
        /**
         * @description Wait for their turn.
         * @example 0
         */
        queued: number;
        /**
         * @description Are being handed to Meta.
         * @example 0
         */
        sending: number;
        /**
         * @description Were taken by Meta.
         * @example 0
         */
        accepted: number;
        /**
         * @description Are held back by Meta until it has judged the template.
         * @example 0
         */
        held: number;
        /**
         * @description Were sent by Meta.
         * @example 0
         */
        sent: number;
        /**
         * @description Are on the handset.
         * @example 0
         */
        delivered: number;
        /**
         * @description Were opened.
         * @example 0
         */
        read: number;
        /**
         * @description Were played.
         * @example 0
         */
        played: number;
        /**
         * @description Were not taken or not delivered by Meta.
         * @example 0
         */
        failed: number;
        /**
         * @description Nobody can tell yet whether Meta took them; they are not sent again.
         * @example 0
         */
        unknown: number;
        /**
         * @description Were not sent, for a reason.
         * @example 0
         */
        skipped: number;
      };
      /** @description Cumulative: how many came at least so far. */
      reached: {
        /**
         * @description Came at least as far as to Meta.
         * @example 0
         */
        accepted: number;
        /**
         * @description Came at least as far as to be sent.
         * @example 0
         */
        sent: number;
        /**
         * @description Came at least as far as the handset.
         * @example 0
         */
        delivered: number;
        /**
         * @description Came at least as far as to be opened.
         * @example 0
         */
        read: number;
      };
      /** @description Of the skipped: how many for which reason, as in the audience preview, `campaign_cancelled`, and `meta_131049` or `meta_130472` when Meta withheld the message. */
      skipped_by_reason: {
        [key: string]: number;
      };
      /** @description Of those without consent: why they have none. The sum is `no_consent`. */
      no_consent: {
        /**
         * @description Never asked, or have not answered.
         * @example 0
         */
        not_asked: number;
        /**
         * @description Withdrew.
         * @example 0
         */
        withdrawn: number;
      };
      /**
       * @description Messages per second that Meta takes from the number; null when the number is gone.
       * @example 80
       */
      limit_mps: number | null;
      /**
       * @description Messages per second on average since the launch; null before it.
       * @example 78.4
       */
      rate_mps: number | null;
      /**
       * @description Seconds until the last message is handed to Meta; null when none is going to be.
       * @example 6
       */
      eta_seconds: number | null;
      /**
       * @description What sets the rate: the campaign's own pace or the number's limit; null when nothing is being sent.
       * @example throughput
       * @enum {string|null}
       */
      throttle_reason: "pace" | "throughput" | null;
    };
    CampaignRecipientPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["CampaignRecipient"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    CampaignRecipient: {
      /**
       * @description Id of the message.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description From the person, or to the person.
       * @example outbound
       * @enum {string}
       */
      direction: "inbound" | "outbound";
      /**
       * @description The number that sent or received it.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description The person who wrote, or is written to.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description The thread that it stands in; null for a campaign's message before it is sent.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string | null;
      /**
       * @description The campaign that it belongs to, if it does.
       * @example cmp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      campaign_id: string | null;
      /**
       * @description Meta's type of message.
       * @example text
       */
      type: string;
      /** @description Meta's object of that type; of a template also `rendered`: header, body and footer as the person reads them, and its buttons. A campaign's message has it once it is sent, and null before. */
      content: Record<string, never> | unknown[] | null;
      /** @description Its file: the one that the person sent, or one of ours that it is sent with. Null when there is none, when it was deleted, and when it is Meta's or behind a link. */
      media: components["schemas"]["MessageMedia"] | null;
      /** @description The content as it first came, of a message that the person edited; null otherwise. */
      original: Record<string, never> | unknown[] | null;
      /** @description What the message answers to, or came out of; null for one that stands alone. */
      context: {
        /**
         * @description The message that is answered; null when it is not here.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string | null;
        /**
         * @description Meta's id of the message that is answered; null when it answers none.
         * @example wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4
         */
        wamid: string | null;
        /**
         * @description Whether the person forwarded it.
         * @example false
         */
        forwarded: boolean;
        /**
         * @description Whether it was forwarded many times before.
         * @example false
         */
        frequently_forwarded: boolean;
        /** @description The product that the person asks about. */
        referred_product: {
          /**
           * @description Meta's catalog.
           * @example 194836987003835
           */
          catalog_id: string;
          /**
           * @description Your own id of the product.
           * @example di9ozbzfi4
           */
          product_retailer_id: string;
        } | null;
      } | null;
      /** @description Who reacted to it and with what: of the person and of the business the last that was not taken back. */
      reactions: {
        /**
         * @description `inbound` for the person's, `outbound` for yours.
         * @example inbound
         * @enum {string}
         */
        direction: "inbound" | "outbound";
        /**
         * @description The sign.
         * @example 👍
         */
        emoji: string;
        /**
         * @description The message of type `reaction` that says it.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string;
        /**
         * Format: date-time
         * @description When it was made.
         * @example 2026-11-24T12:00:00.000Z
         */
        at: string;
      }[];
      /** @description The ad or post that led the person to write, as Meta tells it; null without one. */
      referral: {
        /**
         * @description Link to the ad or post.
         * @example https://fb.me/3cr4Wqqkv
         */
        source_url?: string;
        /**
         * @description Meta's id of the ad or post.
         * @example 120226305854810726
         */
        source_id?: string;
        /**
         * @description `ad` or `post`.
         * @example ad
         */
        source_type?: string;
        /**
         * @description Its headline.
         * @example Our new summer menu
         */
        headline?: string;
        /**
         * @description Its text.
         * @example Tap to order.
         */
        body?: string;
        /**
         * @description `image` or `video`.
         * @example image
         */
        media_type?: string;
        /**
         * @description Its picture.
         * @example https://scontent.xx.fbcdn.net/v/t45.1
         */
        image_url?: string;
        /**
         * @description Its video.
         * @example https://scontent.xx.fbcdn.net/v/t45.2
         */
        video_url?: string;
        /**
         * @description The video's still.
         * @example https://scontent.xx.fbcdn.net/v/t45.3
         */
        thumbnail_url?: string;
        /**
         * @description Meta's click id, for the Conversions API; only when Meta gave one.
         * @example Aff-n8ZTODiE79d22KtAwQKj9e
         */
        ctwa_clid?: string;
        /** @description What the ad made you say first. */
        welcome_message?: {
          /**
           * @description Its text.
           * @example Hi! What can we do for you?
           */
          text: string;
        };
      } | null;
      /** @description What Meta says is wrong with a message that came in; empty when nothing is. */
      errors: {
        /**
         * @description Meta's error code.
         * @example 131051
         */
        code: number;
        /**
         * @description Meta's title.
         * @example Message type unknown
         */
        title: string | null;
        /**
         * @description Meta's message.
         * @example Message type unknown
         */
        message: string | null;
        /**
         * @description Meta's details.
         * @example Message type is currently not supported.
         */
        details: string | null;
      }[];
      /**
       * @description Where the message is on its way to the person.
       * @example delivered
       * @enum {string}
       */
      status: "received" | "scheduled" | "queued" | "sending" | "accepted" | "held" | "sent" | "delivered" | "read" | "played" | "failed" | "unknown" | "skipped" | "cancelled";
      /** @description Why a `skipped` message was not sent, e.g. `no_consent`, or `meta_131049` when Meta withheld it; null otherwise. */
      skip_reason: string | null;
      /**
       * Format: date-time
       * @description When a scheduled message is to be sent; null of every other.
       * @example 2026-11-24T12:00:00.000Z
       */
      send_at: string | null;
      /** @description What a `queued` message waits for; null when it merely waits for its turn, and of every other. */
      waiting: {
        /**
         * @description `meta_` and the error code of Meta after which it is tried again; `number_paused`, `number_restricted`, `number_needs_reauth` or `number_disconnected` while its number sends nothing; `campaign_paused` while its campaign does not.
         * @example meta_134101
         */
        code: string;
        /**
         * @description Of a refusal of Meta's: what can be done about it, as a code to translate.
         * @example template_being_prepared
         * @enum {string|null}
         */
        remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later" | null;
        /**
         * Format: date-time
         * @description When it is tried again at the earliest; null when somebody has to do something first.
         * @example 2026-11-24T12:00:00.000Z
         */
        next_attempt_at: string | null;
      } | null;
      /**
       * @description `phone` for what the business wrote on its own phone, which Meta tells of; null for all that is sent from here, and for what people wrote.
       * @enum {string|null}
       */
      sent_from: "phone" | null;
      /** @description Who had it sent from here; null of a campaign's, and of all that was not sent from here. */
      sent_by: {
        /**
         * @description What the id is of.
         * @example user
         * @enum {string}
         */
        kind: "user" | "api_key" | "automation";
        /**
         * @description Id of the person, or the API key, or the automation.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      } | null;
      /**
       * @description Meta's id of the message; null until Meta has taken it.
       * @example wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4
       */
      wamid: string | null;
      /**
       * @description Your own reference.
       * @example order-1042
       */
      client_ref: string | null;
      /** @description What you gave with the message, as it was. */
      metadata: {
        [key: string]: unknown;
      };
      /**
       * @description What it is sent for; null when the person sent it, or you did on your own phone.
       * @example service
       * @enum {string|null}
       */
      purpose: "marketing" | "transactional" | "service" | null;
      /** @description The act of consent that a marketing message relied on when it was sent; null for every other. */
      consent: {
        /**
         * @description Id of the act of consent.
         * @example cns_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      } | null;
      /** @description Why it failed; null unless `status` is `failed`. */
      error: {
        /**
         * @description `meta_` and Meta's error code, or `meta_unknown`: what lists filter by. Of a scheduled message that was not given to Meta our own word, e.g. `window_closed` or `missed`.
         * @example meta_131026
         */
        code: string;
        /**
         * @description Meta's error code; null when it gave none.
         * @example 131026
         */
        meta_code: number | null;
        /**
         * @description Meta's title of the error.
         * @example Message undeliverable
         */
        title: string;
        /**
         * @description Meta's details, when it gave any.
         * @example Message Undeliverable.
         */
        detail: string | null;
        /** @description Meta's id of the refused call, for its support; null when a webhook told the error. */
        fbtrace_id: string | null;
        /**
         * @description What a person can do about it, as a code to translate.
         * @example person_unreachable
         * @enum {string}
         */
        remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later";
        /**
         * @description The same as a sentence in English.
         * @example The person cannot be reached: not on WhatsApp, an old app, or terms not accepted.
         */
        remedy: string;
        /**
         * @description Whether a new message to the same person may succeed.
         * @example false
         */
        retryable: boolean;
      } | null;
      /** @description When each thing happened; null for what has not, as far as we know. */
      timestamps: {
        /**
         * Format: date-time
         * @description When the person's message came in.
         * @example 2026-11-24T12:00:00.000Z
         */
        received_at: string | null;
        /**
         * Format: date-time
         * @description When we took it over for sending.
         * @example 2026-11-24T12:00:00.000Z
         */
        queued_at: string | null;
        /**
         * Format: date-time
         * @description When Meta took it.
         * @example 2026-11-24T12:00:00.000Z
         */
        accepted_at: string | null;
        /**
         * Format: date-time
         * @description When Meta held it back to judge its template.
         * @example 2026-11-24T12:00:00.000Z
         */
        held_at: string | null;
        /**
         * Format: date-time
         * @description When Meta sent it.
         * @example 2026-11-24T12:00:00.000Z
         */
        sent_at: string | null;
        /**
         * Format: date-time
         * @description When it reached the handset.
         * @example 2026-11-24T12:00:00.000Z
         */
        delivered_at: string | null;
        /**
         * Format: date-time
         * @description When the person opened it.
         * @example 2026-11-24T12:00:00.000Z
         */
        read_at: string | null;
        /**
         * Format: date-time
         * @description When the person played it.
         * @example 2026-11-24T12:00:00.000Z
         */
        played_at: string | null;
        /**
         * Format: date-time
         * @description When Meta gave it up.
         * @example 2026-11-24T12:00:00.000Z
         */
        failed_at: string | null;
        /**
         * Format: date-time
         * @description When the person last edited it.
         * @example 2026-11-24T12:00:00.000Z
         */
        edited_at: string | null;
        /**
         * Format: date-time
         * @description When the person took it back: its content is gone.
         * @example 2026-11-24T12:00:00.000Z
         */
        revoked_at: string | null;
      };
      /** @description Meta's pricing of the message, as it came; null until a status tells it. */
      pricing: Record<string, never> | null;
      /** @description The conversation in which Meta counts the message; null where Meta tells none, as it does of most. */
      meta_conversation: {
        /**
         * @description Meta's id.
         * @example 6ceb9d929c9bdc4f90967a32f8639b4f
         */
        id: string;
        /**
         * @description What opened it, in Meta's words; null when Meta does not say.
         * @example referral_conversion
         */
        origin: string | null;
        /**
         * Format: date-time
         * @description When it ends; null when Meta does not say.
         * @example 2026-11-24T12:00:00.000Z
         */
        expires_at: string | null;
      } | null;
      /**
       * Format: date-time
       * @description When we stored it.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /** @description The person, as they are known now; null when the contact is gone. */
      contact: {
        /**
         * @description Id of the contact.
         * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description The person's name.
         * @example Ana Souza
         */
        name: string | null;
        /**
         * @description The phone number in E.164.
         * @example +5511987654321
         */
        phone: string | null;
        /**
         * @description The same as people read it.
         * @example +55 11 98765 4321
         */
        phone_display: string | null;
      } | null;
    };
    MessageMedia: {
      /**
       * @description Id of the medium.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description `pending` until it is fetched from Meta, `stored` once it is here, `failed` when it could not be had, `expired` when Meta keeps it no longer.
       * @example stored
       * @enum {string}
       */
      status: "pending" | "stored" | "failed" | "expired";
      /**
       * @description Its type, as it was declared.
       * @example image/jpeg
       */
      mime_type: string;
      /**
       * @description Bytes; null until it is stored.
       * @example 48213
       */
      size: number | null;
      /**
       * @description What it was called, without what no file name should hold; null when nobody said.
       * @example invoice.pdf
       */
      filename: string | null;
      /**
       * @description A link to its bytes that needs no credential, good for 15 to 30 minutes; null until it is stored.
       * @example https://waqtor.example/media/med_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g&expires=1795000500&signature=q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx
       */
      url: string | null;
    };
    ConsentPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Consent"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Consent: {
      /**
       * @description Id of the act of consent.
       * @example cns_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Place in the workspace's ledger, without gaps.
       * @example 17
       */
      seq: number;
      /**
       * @description Id of the contact.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description What the act is for.
       * @example marketing
       */
      purpose: string;
      /**
       * @description What was done.
       * @example grant
       * @enum {string}
       */
      action: "grant" | "withdraw" | "request";
      /**
       * @description Where the person stands after the act.
       * @example granted
       * @enum {string}
       */
      state: "unknown" | "granted" | "withdrawn";
      /**
       * @description How it was done.
       * @example form
       */
      method: string;
      /**
       * @description What the person agreed to, word for word; null without a statement.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement: string | null;
      /**
       * @description Where it was given; null when nobody said.
       * @example https://bluebird.example/newsletter
       */
      source: string | null;
      /**
       * @description SHA-256 of the statement, hex; null without one.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      statement_sha256: string | null;
      /**
       * @description Which version of the statement it was; null when nobody said.
       * @example 2026-11
       */
      statement_version: string | null;
      /**
       * @description The statement's language; null when nobody said.
       * @example en
       */
      statement_language: string | null;
      /**
       * @description Whether it is the person's own act, which no other act but their own reverses.
       * @example false
       */
      by_person: boolean;
      /**
       * @description The message by which the person acted, or by which a request was put to them; null when there was none.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      message_id: string | null;
      /**
       * @description A medium that shows it; null when there is none.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      evidence_media_id: string | null;
      /**
       * @description Who recorded it, by kind and id.
       * @example api_key:key_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      actor: string;
      /**
       * Format: date-time
       * @description When the person acted.
       * @example 2026-11-24T12:00:00.000Z
       */
      captured_at: string;
      /**
       * Format: date-time
       * @description When the act entered the ledger.
       * @example 2026-11-24T12:00:00.000Z
       */
      recorded_at: string;
      /** @description Salted SHA-256 of where and from which addresses it was given, hex: how they stand in the chain. Null until it is sealed. */
      personal_sha256: string | null;
      /** @description Link of the ledger's hash chain; null until it is sealed. */
      hash: string | null;
    };
    ConsentHoldDecided: {
      /**
       * @description Id of the contact.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description What was decided.
       * @example withdraw
       * @enum {string}
       */
      decision: "withdraw" | "release";
      /**
       * @description What the person wrote.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      message_id: string | null;
      /**
       * @description Where the person stands now.
       * @example withdrawn
       * @enum {string}
       */
      state: "unknown" | "granted" | "withdrawn";
    };
    ConsentHoldBody: {
      /**
       * @description `withdraw`: it was a refusal, so the person has withdrawn. `release`: it was none, and marketing goes on.
       * @example withdraw
       * @enum {string}
       */
      decision: "withdraw" | "release";
    };
    OptOutLink: {
      /**
       * @description Id of the contact.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * Format: uri
       * @description Opens a page that withdraws marketing by one press, without an account: put it into messages to this person alone. It never ends. A POST to it withdraws at once (RFC 8058).
       * @example https://waqtor.example/u/01k9zq3v6m8r2t4w6y8a0c2e4g01k9zq3v6m8r2t4w6y8a0c2e4gq3N8xV2mT7yKc0bLwZ5dRQ
       */
      url: string;
    };
    ConsentFeed: {
      /** @description The rows after the sequence, oldest first. */
      data: components["schemas"]["Consent"][];
      /**
       * @description Whether more follow.
       * @example false
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to go on, also when `has_more` is false: later rows follow it.
       * @example 17
       */
      next_after: number;
    };
    RecordConsentBody: {
      /**
       * @description What the consent is for.
       * @enum {string}
       */
      purpose: "marketing";
      /**
       * @description `request` records that consent was asked for; it changes no state.
       * @example grant
       * @enum {string}
       */
      action: "grant" | "withdraw" | "request";
      /**
       * @description How it was given.
       * @example form
       * @enum {string}
       */
      method: "form" | "keyword" | "import" | "api" | "inbound" | "verbal";
      /**
       * @description What the person agreed to, word for word. Required for a grant.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement?: string;
      /**
       * @description The statement's language, as a tag.
       * @example en
       */
      statement_language?: string;
      /**
       * @description Which version of the statement it was, as the business names it.
       * @example 2026-11
       */
      statement_version?: string;
      /**
       * @description Where it was given: a page, a form, a file and line.
       * @example https://bluebird.example/newsletter
       */
      source?: string;
      /**
       * Format: date-time
       * @description When the person acted; now when absent.
       * @example 2026-11-24T09:30:00Z
       */
      captured_at?: string;
      /**
       * @description The person's IPv4 or IPv6 address.
       * @example 203.0.113.9
       */
      subject_ip?: string | unknown | unknown;
      /**
       * @description The browser or app the person used.
       * @example Mozilla/5.0
       */
      subject_user_agent?: string;
      /**
       * @description A medium that shows it: a scan of a form, a recorded call.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      evidence_media_id?: string;
      /** @description Ask the person by a message with one button; whoever taps it within 30 days has granted, by an act of their own. Only with the action `request`, and with the statement. */
      confirm?: {
        /**
         * @description The number to ask from. May be left out when the workspace has exactly one.
         * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        from?: string;
        /**
         * @description What stands before the statement in the message.
         * @example You asked for our news. Do you agree?
         */
        text?: string;
        /**
         * @description What the button says. In the statement's language when left out, where that is English, Portuguese, Spanish or German.
         * @example I agree
         */
        button?: string;
        /** @description Sent instead when the person's window is closed: an approved UTILITY template that says the statement and has a quick reply, whose payload is ours. Never sent to whoever withdrew. */
        template?: {
          /**
           * @description The template's name.
           * @example order_shipped
           */
          name: string;
          /** @description Which translation of the template. */
          language: {
            /**
             * @description The template's language code.
             * @example en_US
             */
            code: string;
            /**
             * @description Always `deterministic`.
             * @example deterministic
             * @enum {string}
             */
            policy?: "deterministic";
          };
          /** @description The components that have parameters. */
          components?: {
            /**
             * @description One of header, body, button, limited_time_offer, carousel.
             * @example header
             */
            type: string;
            /**
             * @description Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.
             * @example url
             */
            sub_type?: string;
            /**
             * @description Place of a button in the template, from 0.
             * @example 0
             */
            index?: string | number;
            /** @description Values, in the order of the variables. */
            parameters?: {
              /**
               * @description `text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.
               * @example text
               */
              type: string;
              /**
               * @description The variable, of a template with named ones.
               * @example first_name
               */
              parameter_name?: string;
              /**
               * @description Of `text`.
               * @example Ana
               */
              text?: string | boolean;
              /** @description Of `currency`. */
              currency?: {
                /**
                 * @description What is shown.
                 * @example $100.99
                 */
                fallback_value: string;
                /**
                 * @description ISO 4217 code.
                 * @example USD
                 */
                code: string;
                /**
                 * @description A thousand times the amount.
                 * @example 100990
                 */
                amount_1000: number;
              };
              /** @description Of `date_time`. */
              date_time?: {
                /**
                 * @description What is shown.
                 * @example 1 May
                 */
                fallback_value: string;
                /**
                 * @description Ignored by Meta.
                 * @example GREGORIAN
                 */
                calendar?: string;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                year?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                month?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                day_of_month?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                day_of_week?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                hour?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                minute?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                timestamp?: number;
              };
              /** @description The medium: either `id` or `link`. */
              image?: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
              };
              /** @description The medium: either `id` or `link`. */
              video?: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
              };
              /** @description The document: either `id` or `link`. */
              document?: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
                /**
                 * @description Name that the person sees.
                 * @example invoice.pdf
                 */
                filename?: string;
              };
              /** @description Meta's `location` object. */
              location?: {
                /**
                 * @description Degrees, north is positive; a number or its text.
                 * @example 37.758056
                 */
                latitude: number | string;
                /**
                 * @description Degrees, east is positive; a number or its text.
                 * @example -122.425332
                 */
                longitude: number | string;
                /**
                 * @description Name of the place.
                 * @example Bluebird Books
                 */
                name?: string;
                /**
                 * @description Its address; shown when it has a name.
                 * @example 1 Harbour Way, Springfield
                 */
                address?: string;
              };
              /** @description Of `product`. */
              product?: {
                /**
                 * @description Your own id of the product.
                 * @example di9ozbzfi4
                 */
                product_retailer_id: string;
                /**
                 * @description Meta's catalog.
                 * @example 194836987003835
                 */
                catalog_id: string;
              };
              /**
               * @description Of `payload`: comes back when pressed.
               * @example track-1042
               */
              payload?: string;
              /**
               * @description Of `coupon_code`: what is copied.
               * @example SPRING25
               */
              coupon_code?: string;
              /** @description Of `action`: for buttons with a flow, a catalog or products. */
              action?: {
                /**
                 * @description Comes back with what the person entered in the flow.
                 * @example order-1042
                 */
                flow_token?: string;
                /** @description What the flow's first screen gets. */
                flow_action_data?: {
                  [key: string]: unknown;
                };
                /**
                 * @description Your own id of the product.
                 * @example di9ozbzfi4
                 */
                thumbnail_product_retailer_id?: string;
                /** @description 1 to 10 sections with at most 30 products in all. */
                sections?: {
                  /**
                   * @description Title; needed when there are several sections.
                   * @example Books
                   */
                  title?: string;
                  /** @description The products. */
                  product_items: {
                    /**
                     * @description Your own id of the product.
                     * @example di9ozbzfi4
                     */
                    product_retailer_id: string;
                  }[];
                }[];
              };
              /** @description Of `limited_time_offer`. */
              limited_time_offer?: {
                /**
                 * @description When the offer ends.
                 * @example 1785900000000
                 */
                expiration_time_ms: number;
              };
            }[];
            /** @description Of `carousel`: every card of the template. */
            cards?: {
              /**
               * @description Place of the card, from 0.
               * @example 0
               */
              card_index: number;
              /** @description The card's header, body and buttons. */
              components: {
                /**
                 * @description One of header, body, button, limited_time_offer, carousel.
                 * @example header
                 */
                type: string;
                /**
                 * @description Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.
                 * @example url
                 */
                sub_type?: string;
                /**
                 * @description Place of a button in the template, from 0.
                 * @example 0
                 */
                index?: string | number;
                /** @description Values, in the order of the variables. */
                parameters?: {
                  /**
                   * @description `text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.
                   * @example text
                   */
                  type: string;
                  /**
                   * @description The variable, of a template with named ones.
                   * @example first_name
                   */
                  parameter_name?: string;
                  /**
                   * @description Of `text`.
                   * @example Ana
                   */
                  text?: string | boolean;
                  /** @description Of `currency`. */
                  currency?: {
                    /**
                     * @description What is shown.
                     * @example $100.99
                     */
                    fallback_value: string;
                    /**
                     * @description ISO 4217 code.
                     * @example USD
                     */
                    code: string;
                    /**
                     * @description A thousand times the amount.
                     * @example 100990
                     */
                    amount_1000: number;
                  };
                  /** @description Of `date_time`. */
                  date_time?: {
                    /**
                     * @description What is shown.
                     * @example 1 May
                     */
                    fallback_value: string;
                    /**
                     * @description Ignored by Meta.
                     * @example GREGORIAN
                     */
                    calendar?: string;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    year?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    month?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    day_of_month?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    day_of_week?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    hour?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    minute?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    timestamp?: number;
                  };
                  /** @description The medium: either `id` or `link`. */
                  image?: {
                    /**
                     * @description Meta's id of an uploaded medium.
                     * @example 1013859600285441
                     */
                    id?: string;
                    /**
                     * @description A public link instead, which Meta fetches.
                     * @example https://shop.example/parcel.jpg
                     */
                    link?: string;
                  };
                  /** @description The medium: either `id` or `link`. */
                  video?: {
                    /**
                     * @description Meta's id of an uploaded medium.
                     * @example 1013859600285441
                     */
                    id?: string;
                    /**
                     * @description A public link instead, which Meta fetches.
                     * @example https://shop.example/parcel.jpg
                     */
                    link?: string;
                  };
                  /** @description The document: either `id` or `link`. */
                  document?: {
                    /**
                     * @description Meta's id of an uploaded medium.
                     * @example 1013859600285441
                     */
                    id?: string;
                    /**
                     * @description A public link instead, which Meta fetches.
                     * @example https://shop.example/parcel.jpg
                     */
                    link?: string;
                    /**
                     * @description Name that the person sees.
                     * @example invoice.pdf
                     */
                    filename?: string;
                  };
                  /** @description Meta's `location` object. */
                  location?: {
                    /**
                     * @description Degrees, north is positive; a number or its text.
                     * @example 37.758056
                     */
                    latitude: number | string;
                    /**
                     * @description Degrees, east is positive; a number or its text.
                     * @example -122.425332
                     */
                    longitude: number | string;
                    /**
                     * @description Name of the place.
                     * @example Bluebird Books
                     */
                    name?: string;
                    /**
                     * @description Its address; shown when it has a name.
                     * @example 1 Harbour Way, Springfield
                     */
                    address?: string;
                  };
                  /** @description Of `product`. */
                  product?: {
                    /**
                     * @description Your own id of the product.
                     * @example di9ozbzfi4
                     */
                    product_retailer_id: string;
                    /**
                     * @description Meta's catalog.
                     * @example 194836987003835
                     */
                    catalog_id: string;
                  };
                  /**
                   * @description Of `payload`: comes back when pressed.
                   * @example track-1042
                   */
                  payload?: string;
                  /**
                   * @description Of `coupon_code`: what is copied.
                   * @example SPRING25
                   */
                  coupon_code?: string;
                  /** @description Of `action`: for buttons with a flow, a catalog or products. */
                  action?: {
                    /**
                     * @description Comes back with what the person entered in the flow.
                     * @example order-1042
                     */
                    flow_token?: string;
                    /** @description What the flow's first screen gets. */
                    flow_action_data?: {
                      [key: string]: unknown;
                    };
                    /**
                     * @description Your own id of the product.
                     * @example di9ozbzfi4
                     */
                    thumbnail_product_retailer_id?: string;
                    /** @description 1 to 10 sections with at most 30 products in all. */
                    sections?: {
                      /**
                       * @description Title; needed when there are several sections.
                       * @example Books
                       */
                      title?: string;
                      /** @description The products. */
                      product_items: {
                        /**
                         * @description Your own id of the product.
                         * @example di9ozbzfi4
                         */
                        product_retailer_id: string;
                      }[];
                    }[];
                  };
                  /** @description Of `limited_time_offer`. */
                  limited_time_offer?: {
                    /**
                     * @description When the offer ends.
                     * @example 1785900000000
                     */
                    expiration_time_ms: number;
                  };
                }[];
              }[];
            }[];
          }[];
        };
      };
    };
    ConsentsVerified: {
      /**
       * @description Whether every row of this part is as it was sealed.
       * @example true
       */
      valid: boolean;
      /**
       * @description How many rows were found to be.
       * @example 17
       */
      rows: number;
      /** @description How far the ledger is sealed. */
      head: {
        /**
         * @description Its sequence; 0 for a ledger without a row.
         * @example 17
         */
        seq: number;
        /**
         * @description Its link; of sequence 0 the genesis, made of the ledger's and the workspace's name.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        hash: string;
      };
      /**
       * @description Rows behind the head.
       * @example 0
       */
      unsealed: number;
      /** @description The first row that is not as it was sealed, null when there is none. */
      first_invalid: {
        /**
         * @description Its sequence.
         * @example 17
         */
        seq: number;
        /**
         * @description What is not as it was sealed.
         * @example record_changed
         * @enum {string}
         */
        reason: "missing_row" | "statement_changed" | "personal_data_changed" | "record_changed" | "head_changed";
      } | null;
      /**
       * @description Whether there is another part: ask again with `after` as `next_after` says.
       * @example false
       */
      has_more: boolean;
      /**
       * @description Up to where the ledger was found valid.
       * @example 17
       */
      next_after: number;
    };
    ConsentProof: {
      /**
       * @description Which ledger.
       * @example consents
       */
      ledger: string;
      /**
       * @description Id of the workspace.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      workspace_id: string;
      /** @description What is hashed, in canonical JSON (RFC 8785): its SHA-256 is the record's digest. */
      record: {
        /**
         * @description Place in the ledger.
         * @example 17
         */
        seq: number;
        /**
         * @description Id of the act of consent.
         * @example cns_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
        /**
         * @description Id of the contact.
         * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        contact_id: string;
        /**
         * @description What the act is for.
         * @example marketing
         */
        purpose: string;
        /**
         * @description What was done.
         * @example grant
         */
        action: string;
        /**
         * @description Where the person stood after it.
         * @example granted
         */
        state: string;
        /**
         * @description How it was done.
         * @example form
         */
        method: string;
        /**
         * @description Whether it is the person's own act.
         * @example false
         */
        by_person: boolean | number;
        /**
         * @description SHA-256 of the statement, hex.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        statement_sha256: string | null;
        /**
         * @description Version of the statement.
         * @example 2026-11
         */
        statement_version: string | null;
        /**
         * @description Language of the statement.
         * @example en
         */
        statement_language: string | null;
        /**
         * @description Id of the message.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string | null;
        /**
         * @description Id of the medium.
         * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        evidence_media_id: string | null;
        /**
         * @description Who recorded it, by kind and id.
         * @example api_key:key_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        actor: string;
        /**
         * @description When the person acted.
         * @example 2026-11-24T09:30:00.000Z
         */
        captured_at: string | number;
        /**
         * @description When it entered the ledger.
         * @example 2026-11-24T09:30:00.000Z
         */
        recorded_at: string | number;
        /**
         * @description SHA-256 of `personal` in canonical JSON, hex.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        personal_sha256: string | null;
      };
      /**
       * @description What the person agreed to; null without one, and once redacted.
       * @example I agree
       */
      statement: string | null;
      /** @description What is personal of the act; null once redacted, and without `contacts:pii`. */
      personal: {
        /**
         * @description Random, hex.
         * @example 5f2b9c0e7a4d4f6bb1c3d5e7f9a0b2c4
         */
        salt: string;
        /**
         * @description Where consent was given.
         * @example https://bluebird.example/newsletter
         */
        source: string | null;
        /**
         * @description The person's IP address.
         * @example 203.0.113.9
         */
        subject_ip: string | null;
        /**
         * @description The person's browser or app.
         * @example Mozilla/5.0
         */
        subject_user_agent: string | null;
        /**
         * @description The IP address that it was recorded from.
         * @example 198.51.100.4
         */
        recorded_ip: string | null;
        /**
         * @description The program that recorded it.
         * @example curl/8.5.0
         */
        recorded_user_agent: string | null;
      } | null;
      /** @description The link before it. */
      previous: {
        /**
         * @description Its sequence; 0 for a ledger without a row.
         * @example 17
         */
        seq: number;
        /**
         * @description Its link; of sequence 0 the genesis, made of the ledger's and the workspace's name.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        hash: string;
      };
      /**
       * @description Its link: SHA-256 of the previous link and the record's digest, both as hex digits.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      hash: string;
      /** @description The digests of the records that follow, in order: linked one by one they lead to `reaches`. */
      path: string[];
      /** @description Where `path` ends: at the head, or 500 records on. */
      reaches: {
        /**
         * @description Its sequence; 0 for a ledger without a row.
         * @example 17
         */
        seq: number;
        /**
         * @description Its link; of sequence 0 the genesis, made of the ledger's and the workspace's name.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        hash: string;
      };
      /** @description How far the ledger is sealed. */
      head: {
        /**
         * @description Its sequence; 0 for a ledger without a row.
         * @example 17
         */
        seq: number;
        /**
         * @description Its link; of sequence 0 the genesis, made of the ledger's and the workspace's name.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        hash: string;
      };
    };
    OptInLinkPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["OptInLink"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A link by which people agree to marketing. */
    OptInLink: {
      /**
       * @description Id of the opt-in link.
       * @example oil_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description What the business calls it.
       * @example Poster in the shop
       */
      name: string;
      /**
       * @description Who sends it agrees.
       * @example BREAD NEWS
       */
      keyword: string;
      /** @description What stands in the person's message box; null for the keyword. */
      prefilled: string | null;
      /**
       * @description What the person agrees to, word for word.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement: string;
      /**
       * @description SHA-256 of the statement, hex, as each consent by this link holds it.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      statement_sha256: string;
      /**
       * @description The statement's language; null when nobody said.
       * @example en
       */
      statement_language: string | null;
      /**
       * @description Opens a talk with the number, with the text in the message box.
       * @example https://wa.me/15550100001?text=BREAD%20NEWS
       */
      url: string;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    OptInLinkBody: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description What the business calls it.
       * @example Poster in the shop
       */
      name: string;
      /**
       * @description Who sends it to the number, and nothing else, agrees. Case, accents and punctuation do not count; eight words at most. No two links of a number have the same.
       * @example BREAD NEWS
       */
      keyword: string;
      /**
       * @description What the person agrees to, word for word, as it stands where the link is shown.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement: string;
      /**
       * @description The statement's language, as a tag.
       * @example en
       */
      statement_language?: string;
      /**
       * @description What stands in the person's message box instead of the keyword; whoever sends it as it stands agrees as well. Null for the keyword.
       * @example Yes, send me BREAD NEWS
       */
      prefilled?: string | null;
    };
    UpdateOptInLinkBody: {
      /**
       * @description What the business calls it.
       * @example Poster in the shop
       */
      name?: string;
      /**
       * @description Who sends it to the number, and nothing else, agrees. Case, accents and punctuation do not count; eight words at most. No two links of a number have the same.
       * @example BREAD NEWS
       */
      keyword?: string;
      /**
       * @description What the person agrees to, word for word, as it stands where the link is shown.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement?: string;
      /**
       * @description The statement's language, as a tag.
       * @example en
       */
      statement_language?: string;
      /**
       * @description What stands in the person's message box instead of the keyword; whoever sends it as it stands agrees as well. Null for the keyword.
       * @example Yes, send me BREAD NEWS
       */
      prefilled?: string | null;
    };
    SuppressionPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Suppression"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A person who is not to be written to, whatever contact they are or become. */
    Suppression: {
      /**
       * @description Id of the suppression.
       * @example sup_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The contact that it holds for now; null when there is none.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string | null;
      /** @description What it goes by. The identities themselves are kept as keyed hashes only. */
      kinds: ("phone" | "bsuid")[];
      /**
       * @description Why. `erased`: the person was erased here.
       * @example requested
       * @enum {string}
       */
      reason: "requested" | "complaint" | "legal" | "erased" | "other";
      /**
       * @description Who put them on the list: a member, an API key or the system.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      actor: string;
      /**
       * Format: date-time
       * @description When they were put on the list.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    SuppressionBody: {
      /**
       * @description Who: a contact (`con_…`, `ext:…`) with every phone and user id that it has, or a phone (`+…`) or `bsuid:…`, whether a contact has it or not.
       * @example +5511987654321
       */
      contact: string;
      /**
       * @description Why: `requested` by the person, a `complaint`, a `legal` duty, or `other`.
       * @default requested
       * @example requested
       * @enum {string}
       */
      reason?: "requested" | "complaint" | "legal" | "other";
    };
    /** @description A person, as the workspace knows them. */
    Contact: {
      /**
       * @description Id of the contact.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The phone number in E.164; null when it is not known. Without `contacts:pii` only its country code and last digits, as `+55•••••••4321`.
       * @example +5511987654321
       */
      phone: string | null;
      /**
       * @description The phone number as people read it, with its country code.
       * @example +55 11 98765-4321
       */
      phone_display: string | null;
      /**
       * @description Meta's id of the account: the last one that worked. Null without `contacts:pii`, as are `bsuid` and `username`.
       * @example 5511987654321
       */
      wa_id: string | null;
      /**
       * @description Meta's business-scoped user id.
       * @example US.13491208655302741918
       */
      bsuid: string | null;
      /**
       * @description The person's WhatsApp user name; it may change at any time.
       * @example ana.souza
       */
      username: string | null;
      /**
       * @description The person's name.
       * @example Ana Souza
       */
      name: string | null;
      /**
       * @description Your own id.
       * @example crm-42
       */
      external_id: string | null;
      /**
       * @description The person's language, as a tag.
       * @example pt_BR
       */
      language: string | null;
      /**
       * @description The person's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone: string | null;
      /** @description Your own data, for template variables. Values of fields declared `pii` are null without `contacts:pii`. */
      fields: {
        [key: string]: unknown;
      };
      /** @description The person's tags, as first spelled. */
      tags: string[];
      /** @description Where the person stands, by purpose. */
      consents: {
        /**
         * @description Whether the person allows marketing.
         * @example granted
         * @enum {string}
         */
        marketing: "unknown" | "granted" | "withdrawn";
      };
      /** @description What the person wrote may refuse marketing: none is sent until somebody decides. Null when nothing waits for that. */
      marketing_hold: {
        /**
         * Format: date-time
         * @description When the person wrote it.
         * @example 2026-11-24T12:00:00.000Z
         */
        since: string;
        /**
         * @description What the person wrote.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string | null;
      } | null;
      /**
       * @description Whether the person is on the suppression list, and so is sent nothing.
       * @example false
       */
      suppressed: boolean;
      /**
       * @description Whether the person is blocked.
       * @example false
       */
      blocked: boolean;
      /**
       * Format: date-time
       * @description When the person last wrote, on any number; null: never.
       * @example 2026-11-24T12:00:00.000Z
       */
      last_inbound_at: string | null;
      /** @description Anything of yours that we only keep. */
      metadata: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When the contact was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
      /** @description Contacts that proved to be this person and lead here since. Left out in lists and in conversations. */
      merged?: {
        /**
         * @description Id of the contact.
         * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        contact_id: string;
        /**
         * Format: date-time
         * @description When the two became one.
         * @example 2026-11-24T12:00:00.000Z
         */
        merged_at: string;
        /**
         * @description `identity`: Meta named the person by the ids of both. `request`: a call said so.
         * @example identity
         * @enum {string}
         */
        cause: "identity" | "request";
        /**
         * Format: date-time
         * @description Until when the two can be parted again.
         * @example 2026-11-24T12:00:00.000Z
         */
        undoable_until: string;
      }[];
    };
    ContactBody: {
      /**
       * @description A phone number as people write it. It needs + or 00, or the workspace's default_country; it is kept in E.164.
       * @example +5511987654321
       */
      phone?: string | null;
      /**
       * @description Meta's business-scoped user id.
       * @example US.13491208655302741918
       */
      bsuid?: string | null;
      /**
       * @description The person's name, at most 256 characters.
       * @example Ana Souza
       */
      name?: string | null;
      /**
       * @description Your own id; unique in the workspace.
       * @example crm-42
       */
      external_id?: string | null;
      /**
       * @description The person's language, as a tag.
       * @example pt_BR
       */
      language?: string | null;
      /**
       * @description The person's time zone, an IANA name.
       * @example America/Sao_Paulo
       */
      timezone?: string | null;
      /** @description Your own data, for template variables. At most 50 keys and 8 KiB. Given keys are merged; null removes a key. */
      fields?: Record<string, never> | null;
      /** @description At most 50; spellings that differ only by case are one tag. A given list replaces the old one. */
      tags?: string[] | null;
      /** @description Anything of yours that we only keep. Bounded and merged like `fields`. */
      metadata?: Record<string, never> | null;
    };
    ContactPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Contact"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    SearchContactsBody: {
      filter: components["schemas"]["Filter"];
      /**
       * @description How many rows to answer, 1 to 100.
       * @default 25
       * @example 25
       */
      limit?: number;
      /**
       * @description `next_cursor` of the page before, as it was answered.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      after?: string;
    };
    /** @description A leaf `{field, op, value}`, or `{and: […]}`, `{or: […]}`, `{not: …}`; at most 5 levels and 50 leaves. Fields: `tags` (contains, exists); `name`, `external_id` (eq, ne, starts_with); `phone`, `country`, `language` (eq, ne, in, starts_with); `fields.<key>` by the type of its value (eq, ne, in, starts_with, gt, gte, lt, lte, exists); `consent.marketing` (eq, ne); `last_inbound_at`, `created_at` (gt, gte, lt, lte, exists); `campaign.<id>` (eq a status of a message). Texts are compared as they are written; a country is told by how the phone number begins. `{}` is everyone. */
    Filter: Record<string, never>;
    ContactBatch: {
      /**
       * @description Items that made a contact.
       * @example 1
       */
      created: number;
      /**
       * @description Items that changed one.
       * @example 1
       */
      updated: number;
      /**
       * @description Items that said nothing new.
       * @example 1
       */
      unchanged: number;
      /**
       * @description Items that were refused.
       * @example 1
       */
      failed: number;
      /** @description What became of each item, in the order of the request. */
      results: {
        /**
         * @description Place of the item in the request, from 0.
         * @example 0
         */
        index: number;
        /**
         * @description What became of the item.
         * @enum {string}
         */
        status: "created" | "updated" | "unchanged" | "failed";
        /**
         * @description The contact; of a failed item the one that exists, if one does.
         * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id?: string;
        /** @description Why the item failed; left out otherwise. */
        error?: {
          /**
           * @description The problem's code, as a call with this item alone would answer it.
           * @example contact_exists
           */
          code: string;
          /**
           * @description JSON pointer into the request's body.
           * @example /items/0/phone
           */
          pointer: string;
          /**
           * @description The same for a person.
           * @example A contact has this phone, user id or external id.
           */
          message: string;
        };
      }[];
    };
    ContactBatchBody: {
      /** @description The contacts, at most 500. Each is checked on its own. */
      items: components["schemas"]["ContactItem"][];
      /**
       * @description What becomes of an item whose phone, user id or external id a contact has: it fails, or changes that contact.
       * @default error
       * @enum {string}
       */
      on_conflict?: "error" | "update";
    };
    MergeBody: {
      /**
       * @description The other contact, named as in a path but not percent-encoded. It leads to the first from then on.
       * @example phone:+5511987654321
       */
      other: string;
    };
    UnmergeBody: {
      /**
       * @description The contact that was merged into the one in the path.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      other: string;
    };
    ContactIdentityList: {
      /** @description Everything that the contact is recognised by. */
      data: components["schemas"]["ContactIdentity"][];
    };
    ContactIdentity: {
      /**
       * @description What the value is: a phone number, Meta's id of the account, a business-scoped user id, or that of the parent business.
       * @enum {string}
       */
      kind: "phone" | "wa_id" | "bsuid" | "parent_bsuid";
      /**
       * @description The phone number in E.164, or the id; masked without `contacts:pii`.
       * @example +5511987654321
       */
      value: string;
      /**
       * Format: date-time
       * @description When we learned it.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    ConversationPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Conversation"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description The thread with one person over one number. */
    Conversation: {
      /**
       * @description Id of the conversation.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /** @description The person; null when the contact is gone. */
      contact: components["schemas"]["Contact"] | null;
      /**
       * @description The number that the thread runs over.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description What your team has made of it.
       * @example open
       * @enum {string}
       */
      status: "open" | "pending" | "snoozed" | "resolved";
      /**
       * Format: date-time
       * @description When a snoozed one opens again; null otherwise.
       * @example 2026-11-24T12:00:00.000Z
       */
      snoozed_until: string | null;
      /** @description The member who deals with it; null for nobody. */
      assignee: {
        /**
         * @description A member of the workspace.
         * @example user
         * @enum {string}
         */
        kind: "user";
        /**
         * @description Id of the person.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      } | null;
      /**
       * @description How urgent it is.
       * @example normal
       * @enum {string}
       */
      priority: "low" | "normal" | "high" | "urgent";
      /** @description Its tags, as first spelled. */
      tags: string[];
      /**
       * @description Whether automations may act in it; not after a handoff.
       * @example true
       */
      bot_active: boolean;
      /**
       * @description Messages of the person that nobody has read.
       * @example 2
       */
      unread: number;
      /** @description The newest message; null when there is none. */
      last_message: components["schemas"]["Message"] | null;
      /**
       * Format: date-time
       * @description When somebody last wrote; lists are in this order.
       * @example 2026-11-24T12:00:00.000Z
       */
      last_activity_at: string;
      /**
       * @description Whether free-form messages may be sent: `closing` in the last two hours, `never` when the person never wrote.
       * @example open
       * @enum {string}
       */
      window: "open" | "closing" | "closed" | "never";
      /**
       * Format: date-time
       * @description Until when free-form messages may be sent; null when the person never wrote.
       * @example 2026-11-24T12:00:00.000Z
       */
      window_expires_at: string | null;
      /**
       * Format: date-time
       * @description When the thread began.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    /** @description A message to or from a person. */
    Message: {
      /**
       * @description Id of the message.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description From the person, or to the person.
       * @example outbound
       * @enum {string}
       */
      direction: "inbound" | "outbound";
      /**
       * @description The number that sent or received it.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description The person who wrote, or is written to.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description The thread that it stands in; null for a campaign's message before it is sent.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string | null;
      /**
       * @description The campaign that it belongs to, if it does.
       * @example cmp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      campaign_id: string | null;
      /**
       * @description Meta's type of message.
       * @example text
       */
      type: string;
      /** @description Meta's object of that type; of a template also `rendered`: header, body and footer as the person reads them, and its buttons. A campaign's message has it once it is sent, and null before. */
      content: Record<string, never> | unknown[] | null;
      /** @description Its file: the one that the person sent, or one of ours that it is sent with. Null when there is none, when it was deleted, and when it is Meta's or behind a link. */
      media: components["schemas"]["MessageMedia"] | null;
      /** @description The content as it first came, of a message that the person edited; null otherwise. */
      original: Record<string, never> | unknown[] | null;
      /** @description What the message answers to, or came out of; null for one that stands alone. */
      context: {
        /**
         * @description The message that is answered; null when it is not here.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string | null;
        /**
         * @description Meta's id of the message that is answered; null when it answers none.
         * @example wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4
         */
        wamid: string | null;
        /**
         * @description Whether the person forwarded it.
         * @example false
         */
        forwarded: boolean;
        /**
         * @description Whether it was forwarded many times before.
         * @example false
         */
        frequently_forwarded: boolean;
        /** @description The product that the person asks about. */
        referred_product: {
          /**
           * @description Meta's catalog.
           * @example 194836987003835
           */
          catalog_id: string;
          /**
           * @description Your own id of the product.
           * @example di9ozbzfi4
           */
          product_retailer_id: string;
        } | null;
      } | null;
      /** @description Who reacted to it and with what: of the person and of the business the last that was not taken back. */
      reactions: {
        /**
         * @description `inbound` for the person's, `outbound` for yours.
         * @example inbound
         * @enum {string}
         */
        direction: "inbound" | "outbound";
        /**
         * @description The sign.
         * @example 👍
         */
        emoji: string;
        /**
         * @description The message of type `reaction` that says it.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string;
        /**
         * Format: date-time
         * @description When it was made.
         * @example 2026-11-24T12:00:00.000Z
         */
        at: string;
      }[];
      /** @description The ad or post that led the person to write, as Meta tells it; null without one. */
      referral: {
        /**
         * @description Link to the ad or post.
         * @example https://fb.me/3cr4Wqqkv
         */
        source_url?: string;
        /**
         * @description Meta's id of the ad or post.
         * @example 120226305854810726
         */
        source_id?: string;
        /**
         * @description `ad` or `post`.
         * @example ad
         */
        source_type?: string;
        /**
         * @description Its headline.
         * @example Our new summer menu
         */
        headline?: string;
        /**
         * @description Its text.
         * @example Tap to order.
         */
        body?: string;
        /**
         * @description `image` or `video`.
         * @example image
         */
        media_type?: string;
        /**
         * @description Its picture.
         * @example https://scontent.xx.fbcdn.net/v/t45.1
         */
        image_url?: string;
        /**
         * @description Its video.
         * @example https://scontent.xx.fbcdn.net/v/t45.2
         */
        video_url?: string;
        /**
         * @description The video's still.
         * @example https://scontent.xx.fbcdn.net/v/t45.3
         */
        thumbnail_url?: string;
        /**
         * @description Meta's click id, for the Conversions API; only when Meta gave one.
         * @example Aff-n8ZTODiE79d22KtAwQKj9e
         */
        ctwa_clid?: string;
        /** @description What the ad made you say first. */
        welcome_message?: {
          /**
           * @description Its text.
           * @example Hi! What can we do for you?
           */
          text: string;
        };
      } | null;
      /** @description What Meta says is wrong with a message that came in; empty when nothing is. */
      errors: {
        /**
         * @description Meta's error code.
         * @example 131051
         */
        code: number;
        /**
         * @description Meta's title.
         * @example Message type unknown
         */
        title: string | null;
        /**
         * @description Meta's message.
         * @example Message type unknown
         */
        message: string | null;
        /**
         * @description Meta's details.
         * @example Message type is currently not supported.
         */
        details: string | null;
      }[];
      /**
       * @description Where the message is on its way to the person.
       * @example delivered
       * @enum {string}
       */
      status: "received" | "scheduled" | "queued" | "sending" | "accepted" | "held" | "sent" | "delivered" | "read" | "played" | "failed" | "unknown" | "skipped" | "cancelled";
      /** @description Why a `skipped` message was not sent, e.g. `no_consent`, or `meta_131049` when Meta withheld it; null otherwise. */
      skip_reason: string | null;
      /**
       * Format: date-time
       * @description When a scheduled message is to be sent; null of every other.
       * @example 2026-11-24T12:00:00.000Z
       */
      send_at: string | null;
      /** @description What a `queued` message waits for; null when it merely waits for its turn, and of every other. */
      waiting: {
        /**
         * @description `meta_` and the error code of Meta after which it is tried again; `number_paused`, `number_restricted`, `number_needs_reauth` or `number_disconnected` while its number sends nothing; `campaign_paused` while its campaign does not.
         * @example meta_134101
         */
        code: string;
        /**
         * @description Of a refusal of Meta's: what can be done about it, as a code to translate.
         * @example template_being_prepared
         * @enum {string|null}
         */
        remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later" | null;
        /**
         * Format: date-time
         * @description When it is tried again at the earliest; null when somebody has to do something first.
         * @example 2026-11-24T12:00:00.000Z
         */
        next_attempt_at: string | null;
      } | null;
      /**
       * @description `phone` for what the business wrote on its own phone, which Meta tells of; null for all that is sent from here, and for what people wrote.
       * @enum {string|null}
       */
      sent_from: "phone" | null;
      /** @description Who had it sent from here; null of a campaign's, and of all that was not sent from here. */
      sent_by: {
        /**
         * @description What the id is of.
         * @example user
         * @enum {string}
         */
        kind: "user" | "api_key" | "automation";
        /**
         * @description Id of the person, or the API key, or the automation.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      } | null;
      /**
       * @description Meta's id of the message; null until Meta has taken it.
       * @example wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4
       */
      wamid: string | null;
      /**
       * @description Your own reference.
       * @example order-1042
       */
      client_ref: string | null;
      /** @description What you gave with the message, as it was. */
      metadata: {
        [key: string]: unknown;
      };
      /**
       * @description What it is sent for; null when the person sent it, or you did on your own phone.
       * @example service
       * @enum {string|null}
       */
      purpose: "marketing" | "transactional" | "service" | null;
      /** @description The act of consent that a marketing message relied on when it was sent; null for every other. */
      consent: {
        /**
         * @description Id of the act of consent.
         * @example cns_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      } | null;
      /** @description Why it failed; null unless `status` is `failed`. */
      error: {
        /**
         * @description `meta_` and Meta's error code, or `meta_unknown`: what lists filter by. Of a scheduled message that was not given to Meta our own word, e.g. `window_closed` or `missed`.
         * @example meta_131026
         */
        code: string;
        /**
         * @description Meta's error code; null when it gave none.
         * @example 131026
         */
        meta_code: number | null;
        /**
         * @description Meta's title of the error.
         * @example Message undeliverable
         */
        title: string;
        /**
         * @description Meta's details, when it gave any.
         * @example Message Undeliverable.
         */
        detail: string | null;
        /** @description Meta's id of the refused call, for its support; null when a webhook told the error. */
        fbtrace_id: string | null;
        /**
         * @description What a person can do about it, as a code to translate.
         * @example person_unreachable
         * @enum {string}
         */
        remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later";
        /**
         * @description The same as a sentence in English.
         * @example The person cannot be reached: not on WhatsApp, an old app, or terms not accepted.
         */
        remedy: string;
        /**
         * @description Whether a new message to the same person may succeed.
         * @example false
         */
        retryable: boolean;
      } | null;
      /** @description When each thing happened; null for what has not, as far as we know. */
      timestamps: {
        /**
         * Format: date-time
         * @description When the person's message came in.
         * @example 2026-11-24T12:00:00.000Z
         */
        received_at: string | null;
        /**
         * Format: date-time
         * @description When we took it over for sending.
         * @example 2026-11-24T12:00:00.000Z
         */
        queued_at: string | null;
        /**
         * Format: date-time
         * @description When Meta took it.
         * @example 2026-11-24T12:00:00.000Z
         */
        accepted_at: string | null;
        /**
         * Format: date-time
         * @description When Meta held it back to judge its template.
         * @example 2026-11-24T12:00:00.000Z
         */
        held_at: string | null;
        /**
         * Format: date-time
         * @description When Meta sent it.
         * @example 2026-11-24T12:00:00.000Z
         */
        sent_at: string | null;
        /**
         * Format: date-time
         * @description When it reached the handset.
         * @example 2026-11-24T12:00:00.000Z
         */
        delivered_at: string | null;
        /**
         * Format: date-time
         * @description When the person opened it.
         * @example 2026-11-24T12:00:00.000Z
         */
        read_at: string | null;
        /**
         * Format: date-time
         * @description When the person played it.
         * @example 2026-11-24T12:00:00.000Z
         */
        played_at: string | null;
        /**
         * Format: date-time
         * @description When Meta gave it up.
         * @example 2026-11-24T12:00:00.000Z
         */
        failed_at: string | null;
        /**
         * Format: date-time
         * @description When the person last edited it.
         * @example 2026-11-24T12:00:00.000Z
         */
        edited_at: string | null;
        /**
         * Format: date-time
         * @description When the person took it back: its content is gone.
         * @example 2026-11-24T12:00:00.000Z
         */
        revoked_at: string | null;
      };
      /** @description Meta's pricing of the message, as it came; null until a status tells it. */
      pricing: Record<string, never> | null;
      /** @description The conversation in which Meta counts the message; null where Meta tells none, as it does of most. */
      meta_conversation: {
        /**
         * @description Meta's id.
         * @example 6ceb9d929c9bdc4f90967a32f8639b4f
         */
        id: string;
        /**
         * @description What opened it, in Meta's words; null when Meta does not say.
         * @example referral_conversion
         */
        origin: string | null;
        /**
         * Format: date-time
         * @description When it ends; null when Meta does not say.
         * @example 2026-11-24T12:00:00.000Z
         */
        expires_at: string | null;
      } | null;
      /**
       * Format: date-time
       * @description When we stored it.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    ConversationCounts: {
      /** @description Open, and the person wrote last. */
      needs_reply: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
      /** @description With messages that nobody has read. */
      unread: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
      /** @description The person has written. */
      has_written: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
      /** @description Open, and the person has written. */
      open: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
      /** @description Open, the person has written, and given to you; none of an API key. */
      mine: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
      /** @description Open, the person has written, and given to nobody. */
      unassigned: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
      /** @description All; those in which only campaigns have spoken are none. */
      all: {
        /**
         * @description How many.
         * @example 12
         */
        count: number;
        /**
         * @description `exact`, since counters are kept with every change of a conversation.
         * @example exact
         * @enum {string}
         */
        count_is: "exact" | "at_least";
      };
    };
    MessagePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Message"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    MarkReadBody: {
      /**
       * @description Whether the person is told. When absent the number's `auto_read` decides: told with `on_open`.
       * @example true
       */
      tell?: boolean;
    };
    UpdateConversationBody: {
      /**
       * @description The new status. A message of the person opens it again. `snoozed` takes `snoozed_until` with it; `resolved` lets automations act again.
       * @example resolved
       * @enum {string}
       */
      status?: "open" | "pending" | "snoozed" | "resolved";
      /**
       * Format: date-time
       * @description Snooze it until this instant, at most 365 days ahead; then it opens again.
       * @example 2026-11-25T08:00:00.000Z
       */
      snoozed_until?: string;
      /** @description The member who deals with it; null for nobody. */
      assignee?: {
        /**
         * @description A member of the workspace.
         * @example user
         * @enum {string}
         */
        kind: "user";
        /**
         * @description Id of the person.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      } | null;
      /**
       * @description How urgent it is.
       * @example high
       * @enum {string}
       */
      priority?: "low" | "normal" | "high" | "urgent";
      /** @description All of its tags, at most 20; spellings that differ in case are one tag, and the first is kept. */
      tags?: string[];
    };
    SearchConversationsBody: {
      filter: components["schemas"]["ConversationFilter"];
      /**
       * @description How many rows to answer, 1 to 100.
       * @default 25
       * @example 25
       */
      limit?: number;
      /**
       * @description `next_cursor` of the page before, as it was answered.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      after?: string;
    };
    /** @description A leaf `{field, op, value}`, or `{and: […]}`, `{or: […]}`, `{not: …}`; at most 5 levels and 50 leaves. Fields: `status`, `priority`, `window` and `number` (eq, ne, in), `assignee` (eq, ne, in, exists; `me` is whoever asks), `tags` (contains, exists), `unread`, `has_written` and `needs_reply` (eq), `last_inbound_at` (gt, gte, lt, lte, exists). `{}` is every conversation. */
    ConversationFilter: Record<string, never>;
    HandoffBody: {
      /**
       * @description After how long automations may act again by themselves, one minute to 30 days. Left out: once they are released, or the conversation is resolved.
       * @example 3600
       */
      timeout_seconds?: number;
      /**
       * @description Why a person is needed; it is left as a note.
       * @example Asks for a human.
       */
      reason?: string;
    };
    Draft: {
      /**
       * @description Id of the draft.
       * @example drf_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /** @description The template, as `POST /v1/templates` takes it. */
      template: {
        /**
         * @description Its name.
         * @example spring_menu
         */
        name: string;
        /**
         * @description Meta's language code.
         * @example en
         */
        language: string;
        /**
         * @description Meta's category.
         * @enum {string}
         */
        category: "MARKETING" | "UTILITY";
        /**
         * @description How variables are written.
         * @enum {string}
         */
        parameter_format: "POSITIONAL" | "NAMED";
        /** @description Meta's components. */
        components: {
          [key: string]: unknown;
        }[];
      };
      /** @description The names of its variables, by where their values go. */
      variables: {
        [key: string]: string;
      };
      /** @description What Meta's rules say of it. */
      lint: {
        /** @description What could be better. */
        problems: {
          /**
           * @description What is wrong.
           * @example variable_density
           */
          code: string;
          /**
           * @description No draft has an `error`; a `warning` is likely to cost approval.
           * @enum {string}
           */
          severity: "error" | "warning" | "hint";
          /**
           * @description Where: a JSON pointer into `template`.
           * @example /components/0/text
           */
          pointer: string;
          /**
           * @description The same for a person.
           * @example The text does not use first_name.
           */
          message: string;
          /**
           * @description What to do about it.
           * @example Write it into the body.
           */
          remedy: string;
        }[];
      };
      /** @description What the model was told, beside language and category. */
      asked: {
        /**
         * @description The brief.
         * @example Our spring menu.
         */
        brief: string;
        /** @description What the reader should do. */
        goal: string | null;
        /** @description How it should sound. */
        tone: string | null;
        /** @description How the business is called. */
        brand: string | null;
        /** @description The variables that were offered. */
        variables: string[];
      };
      /**
       * @description The model that drafts.
       * @example google/gemini-2.5-flash
       */
      model: string;
      /**
       * @description The template that was made of it; null while none was.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      template_id: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    CreateDraftBody: {
      /**
       * @description What the template is about. No personal data: it goes to the provider.
       * @example Our spring menu is ready; the first coffee is on us this week.
       */
      brief: string;
      /**
       * @description What the reader should do.
       * @example See the menu
       */
      goal?: string;
      /**
       * @description Meta's code of the language to write in.
       * @example en
       */
      language: string;
      /**
       * @description Meta's category. The text of AUTHENTICATION is Meta's own.
       * @example MARKETING
       * @enum {string}
       */
      category: "MARKETING" | "UTILITY";
      /**
       * @description How it sounds.
       * @example warm, brief
       */
      tone?: string;
      /**
       * @description How the business is called.
       * @example Padaria Almeida
       */
      brand?: string;
      /** @description Names of the variables that the text may use; never their values. */
      variables?: string[];
      /**
       * @description One of `GET /v1/ai/models`; left out, the first that the workspace uses.
       * @example google/gemini-2.5-flash
       */
      model?: string;
    };
    DraftPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Draft"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Template: {
      /**
       * @description Id of the template.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The WhatsApp Business Account that holds it.
       * @example 102290129340398
       */
      waba_id: string;
      /**
       * @description Its name at Meta.
       * @example order_shipped
       */
      name: string;
      /**
       * @description Meta's language code.
       * @example en_US
       */
      language: string;
      /**
       * @description Meta's category, which Meta may change.
       * @example UTILITY
       * @enum {string}
       */
      category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
      /**
       * @description How variables are written.
       * @enum {string}
       */
      parameter_format: "POSITIONAL" | "NAMED";
      /** @description Meta's components, with `opt_out: true` on each button that withdraws marketing. */
      components: {
        [key: string]: unknown;
      }[];
      /**
       * @description `draft`, or Meta's status in lower case; only `approved` can be sent.
       * @example approved
       */
      status: string;
      /**
       * @description Meta's id; null until Meta has taken it.
       * @example 564750795574598
       */
      meta_template_id: string | null;
      /**
       * @description Meta's quality score in lower case; null until Meta has one.
       * @example green
       */
      quality: string | null;
      /** @description Why Meta rejected it, if it did. */
      rejected_reason: string | null;
      /** @description What Meta says of it beside its status: a `flagged` one can be sent and may soon be disabled, a `locked` one cannot be edited. */
      marks: ("flagged" | "locked" | "pending_deletion")[];
      /** @description What a send must be given, in order: the keys of a campaign's `variables`. */
      variables: {
        /**
         * @description Where the value goes: `body.1` or `body.first_name`, `header.1`, `button.0`, `card.0.body.1`, `offer.expires_at`.
         * @example body.1
         */
        key: string;
        /**
         * @description `text`; `image`, `video`, `document`: the id of a medium or an https link; `degrees`; `instant`: RFC 3339; `products`: ids with commas.
         * @enum {string}
         */
        kind: "text" | "degrees" | "image" | "video" | "document" | "instant" | "products";
        /**
         * @description Longest value, in characters.
         * @example 998
         */
        max: number;
      }[];
      /**
       * Format: date-time
       * @description When the business put it away; null when it did not.
       * @example 2026-11-24T12:00:00.000Z
       */
      archived_at: string | null;
      /**
       * Format: date-time
       * @description Until when Meta has paused it; null when it has not.
       * @example 2026-11-24T12:00:00.000Z
       */
      paused_until: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    AcceptDraftBody: {
      /**
       * @description A number of the account that the template shall belong to. Left out, like `waba_id`: the only account.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id?: string;
      /**
       * @description The WhatsApp Business Account, instead of a number.
       * @example 102290129340398
       */
      waba_id?: string;
      /**
       * @description The template's name, instead of the draft's.
       * @example spring_menu
       */
      name?: string;
    };
    EventFeed: {
      /** @description The rows after the sequence, oldest first. */
      data: components["schemas"]["Event"][];
      /**
       * @description Whether more follow.
       * @example false
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to go on, also when `has_more` is false: later rows follow it.
       * @example 17
       */
      next_after: number;
    };
    /** @description A table, or a whole workspace, as a file. */
    Export: {
      /**
       * @description Id of the export.
       * @example exp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description `ready` once it can be fetched, `expired` when it is kept no longer.
       * @example ready
       * @enum {string}
       */
      status: "queued" | "running" | "ready" | "failed" | "expired";
      /**
       * @description What goes out; `workspace`: an archive (ZIP) with a table of each, a list of the files, and the files.
       * @example contacts
       * @enum {string}
       */
      resource: "contacts" | "messages" | "campaigns" | "consents" | "audit" | "workspace";
      /**
       * @description `csv`: RFC 4180 in UTF-8, lists and objects as JSON; a text that a spreadsheet would take for a formula is preceded by an apostrophe, but for phone numbers in the column `phone`. `ndjson`: a JSON object a line, as the API shows it.
       * @example csv
       * @enum {string}
       */
      format: "csv" | "ndjson";
      /**
       * @description Rows that are written.
       * @example 96900
       */
      rows: number;
      /**
       * @description Of the tables that are written, in bytes; files of an archive come on top.
       * @example 21812004
       */
      size: number;
      /**
       * @description A link that needs no credential, good for a quarter of an hour and for one download; read the export again for another. Null in lists, and until it is ready.
       * @example https://waqtor.example/exports/exp_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g&expires=1795000500&nonce=q3N8xV2mT7yKc0bL&signature=q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx
       */
      url: string | null;
      /**
       * Format: date-time
       * @description When it was asked for.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was ready.
       * @example 2026-11-24T12:00:00.000Z
       */
      ended_at: string | null;
      /**
       * Format: date-time
       * @description Until when it can be fetched.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string | null;
    };
    ExportBody: {
      /**
       * @description What goes out; `workspace`: an archive (ZIP) with a table of each, a list of the files, and the files.
       * @example contacts
       * @enum {string}
       */
      resource: "contacts" | "messages" | "campaigns" | "consents" | "audit" | "workspace";
      /**
       * @description `csv`: RFC 4180 in UTF-8, lists and objects as JSON; a text that a spreadsheet would take for a formula is preceded by an apostrophe, but for phone numbers in the column `phone`. `ndjson`: a JSON object a line, as the API shows it.
       * @default csv
       * @example csv
       * @enum {string}
       */
      format?: "csv" | "ndjson";
      filter?: components["schemas"]["Filter"];
    };
    ExportPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Export"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    BusinessHours: {
      /**
       * @description IANA name of the zone whose clocks the hours mean.
       * @example America/Sao_Paulo
       */
      timezone: string;
      /** @description The hours of each day of the week; an empty list is a closed day. */
      weekly: {
        /** @description Spans of the day, in order; an empty list is a closed day. */
        mon: [
          string,
          string
        ][];
        /** @description Spans of the day, in order; an empty list is a closed day. */
        tue: [
          string,
          string
        ][];
        /** @description Spans of the day, in order; an empty list is a closed day. */
        wed: [
          string,
          string
        ][];
        /** @description Spans of the day, in order; an empty list is a closed day. */
        thu: [
          string,
          string
        ][];
        /** @description Spans of the day, in order; an empty list is a closed day. */
        fri: [
          string,
          string
        ][];
        /** @description Spans of the day, in order; an empty list is a closed day. */
        sat: [
          string,
          string
        ][];
        /** @description Spans of the day, in order; an empty list is a closed day. */
        sun: [
          string,
          string
        ][];
      };
      /** @description Days that go otherwise than their day of the week. */
      holidays: {
        /**
         * Format: date
         * @description The day.
         * @example 2026-12-25
         */
        date: string;
        /**
         * @description What it is called.
         * @example Christmas
         */
        name: string;
        /** @description Spans of the day, in order; an empty list is a closed day. */
        hours: [
          string,
          string
        ][];
      }[];
      /**
       * @description Whether it is open now.
       * @example true
       */
      is_open: boolean;
      /**
       * Format: date-time
       * @description When it is open next: now while it is open, null when it never is.
       * @example 2026-11-24T12:00:00.000Z
       */
      next_opening: string | null;
      /**
       * Format: date-time
       * @description When the hours were written; null while nobody has: then it is always open.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string | null;
    };
    BusinessHoursBody: {
      /**
       * @description IANA name of the zone; the workspace's when absent.
       * @example America/Sao_Paulo
       */
      timezone?: string;
      /** @description The hours of each day of the week, in the zone's own time; a day that is absent is closed. */
      weekly: {
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        mon?: [
          string,
          string
        ][];
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        tue?: [
          string,
          string
        ][];
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        wed?: [
          string,
          string
        ][];
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        thu?: [
          string,
          string
        ][];
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        fri?: [
          string,
          string
        ][];
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        sat?: [
          string,
          string
        ][];
        /**
         * @description Spans of the day, in order; an empty list is a closed day.
         * @default []
         */
        sun?: [
          string,
          string
        ][];
      };
      /**
       * @description Days that go otherwise than their day of the week.
       * @default []
       */
      holidays?: {
        /**
         * Format: date
         * @description The day.
         * @example 2026-12-25
         */
        date: string;
        /**
         * @description What it is called.
         * @example Christmas
         */
        name: string;
        /**
         * @description When it is open all the same; closed when absent.
         * @default []
         */
        hours?: [
          string,
          string
        ][];
      }[];
    };
    /** @description A file of contacts, and what became of its rows. */
    Import: {
      /**
       * @description Id of the import.
       * @example imp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description `queued`, `running`, `completed`, or `failed` with an `error`; after an undo `undoing`, then `undone`. `receiving` is never shown.
       * @example completed
       * @enum {string}
       */
      status: "receiving" | "queued" | "running" | "completed" | "failed" | "undoing" | "undone";
      /**
       * @description Whether it only found out what would happen.
       * @example false
       */
      dry_run: boolean;
      /**
       * @description What the file was called.
       * @example clients.csv
       */
      file_name: string | null;
      /**
       * @description Of the file, in bytes.
       * @example 5812004
       */
      size: number;
      /**
       * @description What its text was read as; UTF-16 is kept as UTF-8.
       * @example utf-8
       * @enum {string}
       */
      encoding: "utf-8" | "windows-1252";
      /**
       * @description What separates its columns.
       * @example ;
       * @enum {string}
       */
      delimiter: "," | ";" | "\t" | "|";
      /** @description The file's columns, and what they become. */
      columns: {
        /**
         * @description As the file has it.
         * @example Full name
         */
        header: string;
        /**
         * @description What it becomes.
         * @example name
         */
        to: string;
        /**
         * @description Of a field: the type of its values.
         * @enum {string|null}
         */
        type: "text" | "number" | "boolean" | "date" | "choice" | "email" | null;
      }[];
      /** @description Tags of every contact of the file. */
      tags: string[];
      /**
       * @description What becomes of rows that name a contact which is there.
       * @example update
       * @enum {string}
       */
      on_conflict: "error" | "update";
      /** @description What was declared of the people's consent; null: nothing. */
      consent: components["schemas"]["ImportConsent"] | null;
      /**
       * @description Rows of the file that are not blank.
       * @example 100000
       */
      total_rows: number;
      /**
       * @description Rows that are done with: created + updated + unchanged + rejected.
       * @example 100000
       */
      rows: number;
      /**
       * @description Rows that made a contact.
       * @example 96900
       */
      created: number;
      /**
       * @description Rows that changed one.
       * @example 80
       */
      updated: number;
      /**
       * @description Rows that said nothing new.
       * @example 20
       */
      unchanged: number;
      /**
       * @description Rows that were not written.
       * @example 3000
       */
      rejected: number;
      /** @description Of the rows that were written. */
      consents: {
        /**
         * @description Rows whose person has granted, by this file or before it.
         * @example 96000
         */
        granted: number;
        /**
         * @description Rows that do not say clearly that the person did.
         * @example 990
         */
        unknown: number;
        /**
         * @description Rows whose person withdrew, or is on the suppression list.
         * @example 10
         */
        withheld: number;
      };
      /**
       * @description Entries of the error file.
       * @example 3012
       */
      reported: number;
      /**
       * @description The import of the same file with the same settings that came before: nothing is granted twice; null: none did.
       * @example imp_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      repeats: string | null;
      /** @description What the undo did so far; null when nobody asked for it. */
      undo: {
        /**
         * @description Contacts that are gone again.
         * @example 96870
         */
        removed: number;
        /**
         * @description Contacts that stay, because something happened to them since.
         * @example 30
         */
        kept: number;
      } | null;
      /** @description Why it failed as a whole; null when it did not. */
      error: components["schemas"]["ImportProblem"] | null;
      /**
       * Format: date-time
       * @description When the file came in.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When its first rows were read.
       * @example 2026-11-24T12:00:00.000Z
       */
      started_at: string | null;
      /**
       * Format: date-time
       * @description When it was done.
       * @example 2026-11-24T12:00:00.000Z
       */
      ended_at: string | null;
      /**
       * Format: date-time
       * @description Until when the error file can be had and the import undone.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string | null;
    };
    ImportConsent: {
      /**
       * @description What the consent is for.
       * @enum {string}
       */
      purpose: "marketing";
      /**
       * @description What the people agreed to, word for word.
       * @example I agree to receive offers from Bluebird Books on WhatsApp.
       */
      statement: string;
      /**
       * @description The statement's language, as a tag.
       * @example en
       */
      statement_language: string | null;
      /**
       * @description Where they agreed.
       * @example Paper form at the counter, spring 2026
       */
      source: string;
      /**
       * Format: date-time
       * @description When they agreed, of rows that do not tell.
       * @example 2026-11-24T12:00:00.000Z
       */
      captured_at: string | null;
      /**
       * @description The file that proves it; null without one.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      evidence_media_id: string | null;
      /**
       * @description Who answers for it.
       * @example Ana Almeida
       */
      declared_by: string;
    };
    ImportProblem: {
      /**
       * @description A stable word.
       * @example unclosed_quote
       */
      code: string;
      /**
       * @description The same for a person.
       * @example A quoted text that begins in line 812 does not end.
       */
      detail: string;
      /**
       * @description The line of the file; null when it is about the whole.
       * @example 812
       */
      line: number | null;
    };
    ImportPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Import"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    InboundChangePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["InboundChange"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    InboundChange: {
      /**
       * @description Id of the change.
       * @example chg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * Format: date-time
       * @description When it came in.
       * @example 2026-11-24T12:00:00.000Z
       */
      received_at: string;
      /**
       * @description The WhatsApp Business Account that it concerns, if it names one.
       * @example 102290129340398
       */
      waba_id: string | null;
      /**
       * @description The number that it concerns, if it names one.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string | null;
      /**
       * @description Meta's name for the kind of change.
       * @example messages
       */
      field: string | null;
      /**
       * @description `applied` when every part was interpreted, `stored` when a part was only kept.
       * @example applied
       * @enum {string}
       */
      state: "applied" | "stored";
      /**
       * @description SHA-256 of `raw` as compact JSON text, hex.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      sha256: string;
      /** @description What was found in it, in its order. */
      items: {
        /**
         * @description `message`, `edit`, `revoke`, `echo`, `status`, `template`, `preference`, `account`, `move`, `call`, or the name of what was only kept.
         * @example message
         */
        kind: string;
        /**
         * @description Meta's id of the message concerned; null when none is.
         * @example wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4
         */
        wamid: string | null;
        /**
         * @description Our id of it; null when it is not stored.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string | null;
        /**
         * @description Meta's timestamp could not be used; the time of receipt stands for it. Left out otherwise.
         * @example true
         */
        timestamp_replaced?: boolean;
      }[];
      /** @description The change as Meta sent it; null once it has been deleted, and without `contacts:pii`. */
      raw: Record<string, never> | unknown[] | string | number | boolean | null;
    };
    Media: {
      /**
       * @description Id of the medium.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description `pending` until it is fetched from Meta, `stored` once it is here, `failed` when it could not be had, `expired` when Meta keeps it no longer.
       * @example stored
       * @enum {string}
       */
      status: "pending" | "stored" | "failed" | "expired";
      /**
       * @description Its type, as it was declared.
       * @example image/jpeg
       */
      mime_type: string;
      /**
       * @description Bytes; null until it is stored.
       * @example 48213
       */
      size: number | null;
      /**
       * @description What it was called, without what no file name should hold; null when nobody said.
       * @example invoice.pdf
       */
      filename: string | null;
      /**
       * @description A link to its bytes that needs no credential, good for 15 to 30 minutes; null until it is stored.
       * @example https://waqtor.example/media/med_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g&expires=1795000500&signature=q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx
       */
      url: string | null;
      /**
       * @description SHA-256 of its bytes, hex; null while nobody knows it.
       * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
       */
      sha256: string | null;
      /**
       * @description The incoming message that it came with; null for what was uploaded.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      message_id: string | null;
      /** @description Why it could not be fetched, last; null when nothing went wrong. */
      error: string | null;
      /**
       * Format: date-time
       * @description When it was uploaded, or its message came in.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    SendMessageBody: {
      /**
       * @description The number to send from. May be left out when the workspace has exactly one.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      from?: string;
      /**
       * @description A phone number, or a contact: `con_…`, `phone:+…`, `bsuid:…`, `ext:…`. An unknown phone or user id becomes a contact.
       * @example +5511987654321
       */
      to: string;
      /**
       * @description `text`, `image`, `video`, `document`, `audio`, `sticker`, `location`, `contacts`, `reaction`, `interactive` or `template`. May be left out: the one type that is given is meant.
       * @example text
       */
      type?: string;
      /** @description Meta's `text` object. */
      text?: {
        /**
         * @description The text, as the person will see it.
         * @example Your order has shipped.
         */
        body: string;
        /**
         * @description Show a preview of the first link.
         * @example false
         */
        preview_url?: boolean;
      };
      /** @description Meta's `image` object: either `id` or `link`. */
      image?: {
        /**
         * @description Meta's id of an uploaded medium.
         * @example 1013859600285441
         */
        id?: string;
        /**
         * @description A public link instead, which Meta fetches.
         * @example https://shop.example/parcel.jpg
         */
        link?: string;
        /**
         * @description Text below the medium.
         * @example Your parcel
         */
        caption?: string;
      };
      /** @description Meta's `video` object: either `id` or `link`. */
      video?: {
        /**
         * @description Meta's id of an uploaded medium.
         * @example 1013859600285441
         */
        id?: string;
        /**
         * @description A public link instead, which Meta fetches.
         * @example https://shop.example/parcel.jpg
         */
        link?: string;
        /**
         * @description Text below the medium.
         * @example Your parcel
         */
        caption?: string;
      };
      /** @description Meta's `document` object: either `id` or `link`. */
      document?: {
        /**
         * @description Meta's id of an uploaded medium.
         * @example 1013859600285441
         */
        id?: string;
        /**
         * @description A public link instead, which Meta fetches.
         * @example https://shop.example/parcel.jpg
         */
        link?: string;
        /**
         * @description Text below the medium.
         * @example Your parcel
         */
        caption?: string;
        /**
         * @description Name that the person sees.
         * @example invoice.pdf
         */
        filename?: string;
      };
      /** @description Meta's `audio` object: either `id` or `link`. */
      audio?: {
        /**
         * @description Meta's id of an uploaded medium.
         * @example 1013859600285441
         */
        id?: string;
        /**
         * @description A public link instead, which Meta fetches.
         * @example https://shop.example/parcel.jpg
         */
        link?: string;
        /**
         * @description Show it as a voice note; it must be OGG with OPUS, mono.
         * @example true
         */
        voice?: boolean;
      };
      /** @description Meta's `sticker` object: either `id` or `link`. */
      sticker?: {
        /**
         * @description Meta's id of an uploaded medium.
         * @example 1013859600285441
         */
        id?: string;
        /**
         * @description A public link instead, which Meta fetches.
         * @example https://shop.example/parcel.jpg
         */
        link?: string;
      };
      /** @description Meta's `location` object. */
      location?: {
        /**
         * @description Degrees, north is positive; a number or its text.
         * @example 37.758056
         */
        latitude: number | string;
        /**
         * @description Degrees, east is positive; a number or its text.
         * @example -122.425332
         */
        longitude: number | string;
        /**
         * @description Name of the place.
         * @example Bluebird Books
         */
        name?: string;
        /**
         * @description Its address; shown when it has a name.
         * @example 1 Harbour Way, Springfield
         */
        address?: string;
      };
      /** @description Meta's `contacts` list: 1 to 5 cards. */
      contacts?: {
        /** @description The name: `formatted_name` and at least one part. */
        name: {
          /**
           * @description The whole name, as it is shown.
           * @example Ana Souza
           */
          formatted_name: string;
          /**
           * @description First name.
           * @example Ana
           */
          first_name?: string;
          /**
           * @description Last name.
           * @example Souza
           */
          last_name?: string;
          /**
           * @description Middle name.
           * @example Maria
           */
          middle_name?: string;
          /**
           * @description What stands before the name.
           * @example Dr
           */
          prefix?: string;
          /**
           * @description What stands after the name.
           * @example Jr
           */
          suffix?: string;
        };
        /** @description Addresses. */
        addresses?: {
          /**
           * @description Street and house number.
           * @example 1 Harbour Way
           */
          street?: string;
          /**
           * @description City.
           * @example Springfield
           */
          city?: string;
          /**
           * @description State.
           * @example CA
           */
          state?: string;
          /**
           * @description Postal code.
           * @example 94025
           */
          zip?: string;
          /**
           * @description Country.
           * @example United States
           */
          country?: string;
          /**
           * @description Its two letters.
           * @example us
           */
          country_code?: string;
          /**
           * @description A word that is shown: `HOME`, `WORK`, `CELL`.
           * @example WORK
           */
          type?: string;
        }[];
        /**
         * @description Day of birth, YYYY-MM-DD.
         * @example 1990-08-18
         */
        birthday?: string;
        /** @description E-mail addresses. */
        emails?: {
          /**
           * @description E-mail address.
           * @example ana@shop.example
           */
          email: string;
          /**
           * @description A word that is shown: `HOME`, `WORK`, `CELL`.
           * @example WORK
           */
          type?: string;
        }[];
        /** @description Where the person works. */
        org?: {
          /**
           * @description Company.
           * @example Bluebird Books
           */
          company?: string;
          /**
           * @description Department.
           * @example Sales
           */
          department?: string;
          /**
           * @description Title.
           * @example Manager
           */
          title?: string;
        };
        /** @description Phone numbers. */
        phones?: {
          /**
           * @description Phone number.
           * @example +1 650 555 1234
           */
          phone: string;
          /**
           * @description Its WhatsApp id; without one the card has no button to write.
           * @example 16505551234
           */
          wa_id?: string;
          /**
           * @description A word that is shown: `HOME`, `WORK`, `CELL`.
           * @example WORK
           */
          type?: string;
        }[];
        /** @description Web addresses. */
        urls?: {
          /**
           * @description Web address.
           * @example https://shop.example
           */
          url: string;
          /**
           * @description A word that is shown: `HOME`, `WORK`, `CELL`.
           * @example WORK
           */
          type?: string;
        }[];
      }[];
      /** @description Meta's `reaction` object. */
      reaction?: {
        /**
         * @description The message that is reacted to: our id, or Meta's.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string;
        /**
         * @description One emoji; empty takes the reaction back.
         * @example 👍
         */
        emoji: string;
      };
      /** @description Meta's `interactive` object; each kind has its own action. */
      interactive?: {
        /**
         * @description Buttons that answer.
         * @example button
         * @enum {string}
         */
        type: "button";
        /** @description What stands above the body: a line, or a medium. */
        header?: {
          /**
           * @description A line of text.
           * @example text
           * @enum {string}
           */
          type: "text";
          /**
           * @description The line.
           * @example Your order
           */
          text: string;
        } | {
          /**
           * @description A picture.
           * @example image
           * @enum {string}
           */
          type: "image";
          /** @description The medium: either `id` or `link`. */
          image: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A video.
           * @example video
           * @enum {string}
           */
          type: "video";
          /** @description The medium: either `id` or `link`. */
          video: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A document.
           * @example document
           * @enum {string}
           */
          type: "document";
          /** @description The document: either `id` or `link`. */
          document: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
            /**
             * @description Name that the person sees.
             * @example invoice.pdf
             */
            filename?: string;
          };
        };
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The buttons. */
        action: {
          /** @description 1 to 3 buttons; ids and titles are unique. */
          buttons: {
            /**
             * @description Always `reply`.
             * @example reply
             * @enum {string}
             */
            type: "reply";
            /** @description The button. */
            reply: {
              /**
               * @description Comes back when it is pressed.
               * @example pick-up
               */
              id: string;
              /**
               * @description What it says.
               * @example Pick it up
               */
              title: string;
            };
          }[];
        };
      } | {
        /**
         * @description A list that opens.
         * @example list
         * @enum {string}
         */
        type: "list";
        /** @description The line above the body. */
        header?: {
          /**
           * @description A line of text.
           * @example text
           * @enum {string}
           */
          type: "text";
          /**
           * @description The line.
           * @example Your order
           */
          text: string;
        };
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The list. */
        action: {
          /**
           * @description What opens it.
           * @example Sizes
           */
          button: string;
          /** @description 1 to 10 sections with at most 10 rows in all; ids of rows are unique. */
          sections: {
            /**
             * @description Title; needed when there are several sections.
             * @example Sizes
             */
            title?: string;
            /** @description What can be chosen. */
            rows: {
              /**
               * @description Comes back when it is chosen.
               * @example size-m
               */
              id: string;
              /**
               * @description What it says.
               * @example Medium
               */
              title: string;
              /**
               * @description A line below.
               * @example Chest 96 cm
               */
              description?: string;
            }[];
          }[];
        };
      } | {
        /**
         * @description A button that opens a link.
         * @example cta_url
         * @enum {string}
         */
        type: "cta_url";
        /** @description What stands above the body: a line, or a medium. */
        header?: {
          /**
           * @description A line of text.
           * @example text
           * @enum {string}
           */
          type: "text";
          /**
           * @description The line.
           * @example Your order
           */
          text: string;
        } | {
          /**
           * @description A picture.
           * @example image
           * @enum {string}
           */
          type: "image";
          /** @description The medium: either `id` or `link`. */
          image: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A video.
           * @example video
           * @enum {string}
           */
          type: "video";
          /** @description The medium: either `id` or `link`. */
          video: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A document.
           * @example document
           * @enum {string}
           */
          type: "document";
          /** @description The document: either `id` or `link`. */
          document: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
            /**
             * @description Name that the person sees.
             * @example invoice.pdf
             */
            filename?: string;
          };
        };
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The button that opens a link. */
        action: {
          /**
           * @description Always `cta_url`.
           * @example cta_url
           * @enum {string}
           */
          name: "cta_url";
          /** @description The button. */
          parameters: {
            /**
             * @description What the button says.
             * @example Track the parcel
             */
            display_text: string;
            /**
             * @description What it opens.
             * @example https://shop.example/track/1
             */
            url: string;
          };
        };
      } | {
        /**
         * @description A button that opens a flow.
         * @example flow
         * @enum {string}
         */
        type: "flow";
        /** @description What stands above the body: a line, or a medium. */
        header?: {
          /**
           * @description A line of text.
           * @example text
           * @enum {string}
           */
          type: "text";
          /**
           * @description The line.
           * @example Your order
           */
          text: string;
        } | {
          /**
           * @description A picture.
           * @example image
           * @enum {string}
           */
          type: "image";
          /** @description The medium: either `id` or `link`. */
          image: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A video.
           * @example video
           * @enum {string}
           */
          type: "video";
          /** @description The medium: either `id` or `link`. */
          video: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A document.
           * @example document
           * @enum {string}
           */
          type: "document";
          /** @description The document: either `id` or `link`. */
          document: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
            /**
             * @description Name that the person sees.
             * @example invoice.pdf
             */
            filename?: string;
          };
        };
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The flow. */
        action: {
          /**
           * @description Always `flow`.
           * @example flow
           * @enum {string}
           */
          name: "flow";
          /** @description The flow. */
          parameters: {
            /**
             * @description Always `3`.
             * @example 3
             * @enum {string}
             */
            flow_message_version: "3";
            /**
             * @description Meta's id of the flow.
             * @example 1492113601
             */
            flow_id?: string;
            /**
             * @description Its name instead.
             * @example appointment
             */
            flow_name?: string;
            /**
             * @description What the button says; no emoji.
             * @example Book
             */
            flow_cta: string;
            /**
             * @description `published` unless you say otherwise.
             * @example published
             * @enum {string}
             */
            mode?: "draft" | "published";
            /**
             * @description Comes back with what the person entered.
             * @example order-1042
             */
            flow_token?: string;
            /**
             * @description `navigate` unless your own server says the first screen.
             * @example navigate
             * @enum {string}
             */
            flow_action?: "navigate" | "data_exchange";
            /** @description Where the flow begins; only with `navigate`. */
            flow_action_payload?: {
              /**
               * @description The first screen.
               * @example WELCOME
               */
              screen?: string;
              /** @description What the first screen gets; not empty. */
              data?: {
                [key: string]: unknown;
              };
            };
          };
        };
      } | {
        /**
         * @description One product.
         * @example product
         * @enum {string}
         */
        type: "product";
        /** @description The text of the message. */
        body?: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The product. */
        action: {
          /**
           * @description Meta's catalog.
           * @example 194836987003835
           */
          catalog_id: string;
          /**
           * @description Your own id of the product.
           * @example di9ozbzfi4
           */
          product_retailer_id: string;
        };
      } | {
        /**
         * @description Several products.
         * @example product_list
         * @enum {string}
         */
        type: "product_list";
        /** @description The line above the body. */
        header: {
          /**
           * @description A line of text.
           * @example text
           * @enum {string}
           */
          type: "text";
          /**
           * @description The line.
           * @example Your order
           */
          text: string;
        };
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The products. */
        action: {
          /**
           * @description Meta's catalog.
           * @example 194836987003835
           */
          catalog_id: string;
          /** @description 1 to 10 sections with at most 30 products in all. */
          sections: {
            /**
             * @description Title; needed when there are several sections.
             * @example Books
             */
            title?: string;
            /** @description The products. */
            product_items: {
              /**
               * @description Your own id of the product.
               * @example di9ozbzfi4
               */
              product_retailer_id: string;
            }[];
          }[];
        };
      } | {
        /**
         * @description The whole catalog.
         * @example catalog_message
         * @enum {string}
         */
        type: "catalog_message";
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The catalog. */
        action: {
          /**
           * @description Always `catalog_message`.
           * @example catalog_message
           * @enum {string}
           */
          name: "catalog_message";
          /** @description Whose picture stands above; the first product's when left out. */
          parameters?: {
            /**
             * @description Your own id of the product.
             * @example di9ozbzfi4
             */
            thumbnail_product_retailer_id: string;
          };
        };
      } | {
        /**
         * @description Asks where the person is.
         * @example location_request_message
         * @enum {string}
         */
        type: "location_request_message";
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The button that sends the place. */
        action: {
          /**
           * @description Always `send_location`.
           * @example send_location
           * @enum {string}
           */
          name: "send_location";
        };
      } | {
        /**
         * @description Asks for an address to deliver to.
         * @example address_message
         * @enum {string}
         */
        type: "address_message";
        /** @description What stands above the body: a line, or a medium. */
        header?: {
          /**
           * @description A line of text.
           * @example text
           * @enum {string}
           */
          type: "text";
          /**
           * @description The line.
           * @example Your order
           */
          text: string;
        } | {
          /**
           * @description A picture.
           * @example image
           * @enum {string}
           */
          type: "image";
          /** @description The medium: either `id` or `link`. */
          image: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A video.
           * @example video
           * @enum {string}
           */
          type: "video";
          /** @description The medium: either `id` or `link`. */
          video: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
          };
        } | {
          /**
           * @description A document.
           * @example document
           * @enum {string}
           */
          type: "document";
          /** @description The document: either `id` or `link`. */
          document: {
            /**
             * @description Meta's id of an uploaded medium.
             * @example 1013859600285441
             */
            id?: string;
            /**
             * @description A public link instead, which Meta fetches.
             * @example https://shop.example/parcel.jpg
             */
            link?: string;
            /**
             * @description Name that the person sees.
             * @example invoice.pdf
             */
            filename?: string;
          };
        };
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The small line below the body. */
        footer?: {
          /**
           * @description The small line.
           * @example Bluebird Books
           */
          text: string;
        };
        /** @description The form. */
        action: {
          /**
           * @description Always `address_message`.
           * @example address_message
           * @enum {string}
           */
          name: "address_message";
          /** @description The form. */
          parameters: {
            /**
             * @description The country's two letters.
             * @example IN
             */
            country: string;
            /** @description What is filled in already, by Meta's field names. */
            values?: {
              [key: string]: string;
            };
            /** @description What is wrong with the values, by the same names. */
            validation_errors?: {
              [key: string]: string;
            };
            /** @description Addresses that the person may choose. */
            saved_addresses?: {
              /**
               * @description Comes back with it.
               * @example home
               */
              id: string;
              /** @description The address, by Meta's field names. */
              value: {
                [key: string]: string;
              };
            }[];
          };
        };
      } | {
        /**
         * @description Asks for the phone number of a person known by a user id.
         * @example request_contact_info
         * @enum {string}
         */
        type: "request_contact_info";
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The button that shares the number. */
        action: {
          /**
           * @description Always `request_contact_info`.
           * @example request_contact_info
           * @enum {string}
           */
          name: "request_contact_info";
        };
      } | {
        /**
         * @description Asks for leave to call.
         * @example call_permission_request
         * @enum {string}
         */
        type: "call_permission_request";
        /** @description The text of the message. */
        body?: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The button that allows calls. */
        action: {
          /**
           * @description Always `call_permission_request`.
           * @example call_permission_request
           * @enum {string}
           */
          name: "call_permission_request";
        };
      } | {
        /**
         * @description Cards side by side.
         * @example carousel
         * @enum {string}
         */
        type: "carousel";
        /** @description The text of the message. */
        body: {
          /**
           * @description The text.
           * @example How shall we send your order?
           */
          text: string;
        };
        /** @description The cards. */
        action: {
          /** @description 2 to 10 cards of one shape. */
          cards: {
            /**
             * @description Place of the card, from 0.
             * @example 0
             */
            card_index: number;
            /**
             * @description `cta_url` with a link; left out with replies.
             * @example cta_url
             * @enum {string}
             */
            type?: "cta_url";
            /** @description The picture or video above the body. */
            header: {
              /**
               * @description A picture.
               * @example image
               * @enum {string}
               */
              type: "image";
              /** @description The medium: either `id` or `link`. */
              image: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
              };
            } | {
              /**
               * @description A video.
               * @example video
               * @enum {string}
               */
              type: "video";
              /** @description The medium: either `id` or `link`. */
              video: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
              };
            };
            /** @description The text of the message. */
            body?: {
              /**
               * @description The text.
               * @example How shall we send your order?
               */
              text: string;
            };
            /** @description One link, or buttons that answer. */
            action: {
              /**
               * @description Always `cta_url`.
               * @example cta_url
               * @enum {string}
               */
              name: "cta_url";
              /** @description The button. */
              parameters: {
                /**
                 * @description What the button says.
                 * @example Track the parcel
                 */
                display_text: string;
                /**
                 * @description What it opens.
                 * @example https://shop.example/track/1
                 */
                url: string;
              };
            } | {
              /** @description Buttons that answer. */
              buttons: {
                /**
                 * @description Always `quick_reply`.
                 * @example quick_reply
                 * @enum {string}
                 */
                type: "quick_reply";
                /** @description The button. */
                quick_reply: {
                  /**
                   * @description Comes back when it is pressed.
                   * @example more-1
                   */
                  id: string;
                  /**
                   * @description What it says.
                   * @example Tell me more
                   */
                  title: string;
                };
              }[];
            };
          }[];
        };
      };
      /** @description Meta's `template` object: name, language and the components that have parameters. */
      template?: {
        /**
         * @description The template's name.
         * @example order_shipped
         */
        name: string;
        /** @description Which translation of the template. */
        language: {
          /**
           * @description The template's language code.
           * @example en_US
           */
          code: string;
          /**
           * @description Always `deterministic`.
           * @example deterministic
           * @enum {string}
           */
          policy?: "deterministic";
        };
        /** @description The components that have parameters. */
        components?: {
          /**
           * @description One of header, body, button, limited_time_offer, carousel.
           * @example header
           */
          type: string;
          /**
           * @description Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.
           * @example url
           */
          sub_type?: string;
          /**
           * @description Place of a button in the template, from 0.
           * @example 0
           */
          index?: string | number;
          /** @description Values, in the order of the variables. */
          parameters?: {
            /**
             * @description `text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.
             * @example text
             */
            type: string;
            /**
             * @description The variable, of a template with named ones.
             * @example first_name
             */
            parameter_name?: string;
            /**
             * @description Of `text`.
             * @example Ana
             */
            text?: string | boolean;
            /** @description Of `currency`. */
            currency?: {
              /**
               * @description What is shown.
               * @example $100.99
               */
              fallback_value: string;
              /**
               * @description ISO 4217 code.
               * @example USD
               */
              code: string;
              /**
               * @description A thousand times the amount.
               * @example 100990
               */
              amount_1000: number;
            };
            /** @description Of `date_time`. */
            date_time?: {
              /**
               * @description What is shown.
               * @example 1 May
               */
              fallback_value: string;
              /**
               * @description Ignored by Meta.
               * @example GREGORIAN
               */
              calendar?: string;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              year?: number;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              month?: number;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              day_of_month?: number;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              day_of_week?: number;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              hour?: number;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              minute?: number;
              /**
               * @description Ignored by Meta.
               * @example 1
               */
              timestamp?: number;
            };
            /** @description The medium: either `id` or `link`. */
            image?: {
              /**
               * @description Meta's id of an uploaded medium.
               * @example 1013859600285441
               */
              id?: string;
              /**
               * @description A public link instead, which Meta fetches.
               * @example https://shop.example/parcel.jpg
               */
              link?: string;
            };
            /** @description The medium: either `id` or `link`. */
            video?: {
              /**
               * @description Meta's id of an uploaded medium.
               * @example 1013859600285441
               */
              id?: string;
              /**
               * @description A public link instead, which Meta fetches.
               * @example https://shop.example/parcel.jpg
               */
              link?: string;
            };
            /** @description The document: either `id` or `link`. */
            document?: {
              /**
               * @description Meta's id of an uploaded medium.
               * @example 1013859600285441
               */
              id?: string;
              /**
               * @description A public link instead, which Meta fetches.
               * @example https://shop.example/parcel.jpg
               */
              link?: string;
              /**
               * @description Name that the person sees.
               * @example invoice.pdf
               */
              filename?: string;
            };
            /** @description Meta's `location` object. */
            location?: {
              /**
               * @description Degrees, north is positive; a number or its text.
               * @example 37.758056
               */
              latitude: number | string;
              /**
               * @description Degrees, east is positive; a number or its text.
               * @example -122.425332
               */
              longitude: number | string;
              /**
               * @description Name of the place.
               * @example Bluebird Books
               */
              name?: string;
              /**
               * @description Its address; shown when it has a name.
               * @example 1 Harbour Way, Springfield
               */
              address?: string;
            };
            /** @description Of `product`. */
            product?: {
              /**
               * @description Your own id of the product.
               * @example di9ozbzfi4
               */
              product_retailer_id: string;
              /**
               * @description Meta's catalog.
               * @example 194836987003835
               */
              catalog_id: string;
            };
            /**
             * @description Of `payload`: comes back when pressed.
             * @example track-1042
             */
            payload?: string;
            /**
             * @description Of `coupon_code`: what is copied.
             * @example SPRING25
             */
            coupon_code?: string;
            /** @description Of `action`: for buttons with a flow, a catalog or products. */
            action?: {
              /**
               * @description Comes back with what the person entered in the flow.
               * @example order-1042
               */
              flow_token?: string;
              /** @description What the flow's first screen gets. */
              flow_action_data?: {
                [key: string]: unknown;
              };
              /**
               * @description Your own id of the product.
               * @example di9ozbzfi4
               */
              thumbnail_product_retailer_id?: string;
              /** @description 1 to 10 sections with at most 30 products in all. */
              sections?: {
                /**
                 * @description Title; needed when there are several sections.
                 * @example Books
                 */
                title?: string;
                /** @description The products. */
                product_items: {
                  /**
                   * @description Your own id of the product.
                   * @example di9ozbzfi4
                   */
                  product_retailer_id: string;
                }[];
              }[];
            };
            /** @description Of `limited_time_offer`. */
            limited_time_offer?: {
              /**
               * @description When the offer ends.
               * @example 1785900000000
               */
              expiration_time_ms: number;
            };
          }[];
          /** @description Of `carousel`: every card of the template. */
          cards?: {
            /**
             * @description Place of the card, from 0.
             * @example 0
             */
            card_index: number;
            /** @description The card's header, body and buttons. */
            components: {
              /**
               * @description One of header, body, button, limited_time_offer, carousel.
               * @example header
               */
              type: string;
              /**
               * @description Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.
               * @example url
               */
              sub_type?: string;
              /**
               * @description Place of a button in the template, from 0.
               * @example 0
               */
              index?: string | number;
              /** @description Values, in the order of the variables. */
              parameters?: {
                /**
                 * @description `text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.
                 * @example text
                 */
                type: string;
                /**
                 * @description The variable, of a template with named ones.
                 * @example first_name
                 */
                parameter_name?: string;
                /**
                 * @description Of `text`.
                 * @example Ana
                 */
                text?: string | boolean;
                /** @description Of `currency`. */
                currency?: {
                  /**
                   * @description What is shown.
                   * @example $100.99
                   */
                  fallback_value: string;
                  /**
                   * @description ISO 4217 code.
                   * @example USD
                   */
                  code: string;
                  /**
                   * @description A thousand times the amount.
                   * @example 100990
                   */
                  amount_1000: number;
                };
                /** @description Of `date_time`. */
                date_time?: {
                  /**
                   * @description What is shown.
                   * @example 1 May
                   */
                  fallback_value: string;
                  /**
                   * @description Ignored by Meta.
                   * @example GREGORIAN
                   */
                  calendar?: string;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  year?: number;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  month?: number;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  day_of_month?: number;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  day_of_week?: number;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  hour?: number;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  minute?: number;
                  /**
                   * @description Ignored by Meta.
                   * @example 1
                   */
                  timestamp?: number;
                };
                /** @description The medium: either `id` or `link`. */
                image?: {
                  /**
                   * @description Meta's id of an uploaded medium.
                   * @example 1013859600285441
                   */
                  id?: string;
                  /**
                   * @description A public link instead, which Meta fetches.
                   * @example https://shop.example/parcel.jpg
                   */
                  link?: string;
                };
                /** @description The medium: either `id` or `link`. */
                video?: {
                  /**
                   * @description Meta's id of an uploaded medium.
                   * @example 1013859600285441
                   */
                  id?: string;
                  /**
                   * @description A public link instead, which Meta fetches.
                   * @example https://shop.example/parcel.jpg
                   */
                  link?: string;
                };
                /** @description The document: either `id` or `link`. */
                document?: {
                  /**
                   * @description Meta's id of an uploaded medium.
                   * @example 1013859600285441
                   */
                  id?: string;
                  /**
                   * @description A public link instead, which Meta fetches.
                   * @example https://shop.example/parcel.jpg
                   */
                  link?: string;
                  /**
                   * @description Name that the person sees.
                   * @example invoice.pdf
                   */
                  filename?: string;
                };
                /** @description Meta's `location` object. */
                location?: {
                  /**
                   * @description Degrees, north is positive; a number or its text.
                   * @example 37.758056
                   */
                  latitude: number | string;
                  /**
                   * @description Degrees, east is positive; a number or its text.
                   * @example -122.425332
                   */
                  longitude: number | string;
                  /**
                   * @description Name of the place.
                   * @example Bluebird Books
                   */
                  name?: string;
                  /**
                   * @description Its address; shown when it has a name.
                   * @example 1 Harbour Way, Springfield
                   */
                  address?: string;
                };
                /** @description Of `product`. */
                product?: {
                  /**
                   * @description Your own id of the product.
                   * @example di9ozbzfi4
                   */
                  product_retailer_id: string;
                  /**
                   * @description Meta's catalog.
                   * @example 194836987003835
                   */
                  catalog_id: string;
                };
                /**
                 * @description Of `payload`: comes back when pressed.
                 * @example track-1042
                 */
                payload?: string;
                /**
                 * @description Of `coupon_code`: what is copied.
                 * @example SPRING25
                 */
                coupon_code?: string;
                /** @description Of `action`: for buttons with a flow, a catalog or products. */
                action?: {
                  /**
                   * @description Comes back with what the person entered in the flow.
                   * @example order-1042
                   */
                  flow_token?: string;
                  /** @description What the flow's first screen gets. */
                  flow_action_data?: {
                    [key: string]: unknown;
                  };
                  /**
                   * @description Your own id of the product.
                   * @example di9ozbzfi4
                   */
                  thumbnail_product_retailer_id?: string;
                  /** @description 1 to 10 sections with at most 30 products in all. */
                  sections?: {
                    /**
                     * @description Title; needed when there are several sections.
                     * @example Books
                     */
                    title?: string;
                    /** @description The products. */
                    product_items: {
                      /**
                       * @description Your own id of the product.
                       * @example di9ozbzfi4
                       */
                      product_retailer_id: string;
                    }[];
                  }[];
                };
                /** @description Of `limited_time_offer`. */
                limited_time_offer?: {
                  /**
                   * @description When the offer ends.
                   * @example 1785900000000
                   */
                  expiration_time_ms: number;
                };
              }[];
            }[];
          }[];
        }[];
      };
      /** @description The message that is answered to; not with a reaction. */
      context?: {
        /**
         * @description Our id of the message, or Meta's.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        message_id: string;
      };
      /**
       * @description Your own reference; found by `?client_ref=`.
       * @example order-1042
       */
      client_ref?: string;
      /**
       * @description Refuse the message when another one has this `client_ref`.
       * @example true
       */
      client_ref_unique?: boolean;
      /** @description Kept with the message and answered as it is, at most 4,096 characters of JSON. */
      metadata?: {
        [key: string]: unknown;
      };
      /**
       * @description MARKETING templates are always `marketing`, other templates `transactional`, everything else `service` unless you say otherwise.
       * @example service
       * @enum {string}
       */
      purpose?: "marketing" | "transactional" | "service";
      /**
       * Format: date-time
       * @description Send it at this instant, at most 365 days ahead. Then it is decided on anew: window, consent, suppression, template and number.
       * @example 2026-11-25T08:00:00.000Z
       */
      send_at?: string;
      /**
       * @description With `send_at`: how late it may still be sent, when it could not be in time; else it fails as `missed`. An hour by default, 7 days at most.
       * @example 3600
       */
      max_lateness_seconds?: number;
      /** @description What is sent instead when the person's window is closed. */
      on_window_closed?: {
        /** @description Meta's `template` object: name, language and the components that have parameters. */
        template: {
          /**
           * @description The template's name.
           * @example order_shipped
           */
          name: string;
          /** @description Which translation of the template. */
          language: {
            /**
             * @description The template's language code.
             * @example en_US
             */
            code: string;
            /**
             * @description Always `deterministic`.
             * @example deterministic
             * @enum {string}
             */
            policy?: "deterministic";
          };
          /** @description The components that have parameters. */
          components?: {
            /**
             * @description One of header, body, button, limited_time_offer, carousel.
             * @example header
             */
            type: string;
            /**
             * @description Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.
             * @example url
             */
            sub_type?: string;
            /**
             * @description Place of a button in the template, from 0.
             * @example 0
             */
            index?: string | number;
            /** @description Values, in the order of the variables. */
            parameters?: {
              /**
               * @description `text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.
               * @example text
               */
              type: string;
              /**
               * @description The variable, of a template with named ones.
               * @example first_name
               */
              parameter_name?: string;
              /**
               * @description Of `text`.
               * @example Ana
               */
              text?: string | boolean;
              /** @description Of `currency`. */
              currency?: {
                /**
                 * @description What is shown.
                 * @example $100.99
                 */
                fallback_value: string;
                /**
                 * @description ISO 4217 code.
                 * @example USD
                 */
                code: string;
                /**
                 * @description A thousand times the amount.
                 * @example 100990
                 */
                amount_1000: number;
              };
              /** @description Of `date_time`. */
              date_time?: {
                /**
                 * @description What is shown.
                 * @example 1 May
                 */
                fallback_value: string;
                /**
                 * @description Ignored by Meta.
                 * @example GREGORIAN
                 */
                calendar?: string;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                year?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                month?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                day_of_month?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                day_of_week?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                hour?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                minute?: number;
                /**
                 * @description Ignored by Meta.
                 * @example 1
                 */
                timestamp?: number;
              };
              /** @description The medium: either `id` or `link`. */
              image?: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
              };
              /** @description The medium: either `id` or `link`. */
              video?: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
              };
              /** @description The document: either `id` or `link`. */
              document?: {
                /**
                 * @description Meta's id of an uploaded medium.
                 * @example 1013859600285441
                 */
                id?: string;
                /**
                 * @description A public link instead, which Meta fetches.
                 * @example https://shop.example/parcel.jpg
                 */
                link?: string;
                /**
                 * @description Name that the person sees.
                 * @example invoice.pdf
                 */
                filename?: string;
              };
              /** @description Meta's `location` object. */
              location?: {
                /**
                 * @description Degrees, north is positive; a number or its text.
                 * @example 37.758056
                 */
                latitude: number | string;
                /**
                 * @description Degrees, east is positive; a number or its text.
                 * @example -122.425332
                 */
                longitude: number | string;
                /**
                 * @description Name of the place.
                 * @example Bluebird Books
                 */
                name?: string;
                /**
                 * @description Its address; shown when it has a name.
                 * @example 1 Harbour Way, Springfield
                 */
                address?: string;
              };
              /** @description Of `product`. */
              product?: {
                /**
                 * @description Your own id of the product.
                 * @example di9ozbzfi4
                 */
                product_retailer_id: string;
                /**
                 * @description Meta's catalog.
                 * @example 194836987003835
                 */
                catalog_id: string;
              };
              /**
               * @description Of `payload`: comes back when pressed.
               * @example track-1042
               */
              payload?: string;
              /**
               * @description Of `coupon_code`: what is copied.
               * @example SPRING25
               */
              coupon_code?: string;
              /** @description Of `action`: for buttons with a flow, a catalog or products. */
              action?: {
                /**
                 * @description Comes back with what the person entered in the flow.
                 * @example order-1042
                 */
                flow_token?: string;
                /** @description What the flow's first screen gets. */
                flow_action_data?: {
                  [key: string]: unknown;
                };
                /**
                 * @description Your own id of the product.
                 * @example di9ozbzfi4
                 */
                thumbnail_product_retailer_id?: string;
                /** @description 1 to 10 sections with at most 30 products in all. */
                sections?: {
                  /**
                   * @description Title; needed when there are several sections.
                   * @example Books
                   */
                  title?: string;
                  /** @description The products. */
                  product_items: {
                    /**
                     * @description Your own id of the product.
                     * @example di9ozbzfi4
                     */
                    product_retailer_id: string;
                  }[];
                }[];
              };
              /** @description Of `limited_time_offer`. */
              limited_time_offer?: {
                /**
                 * @description When the offer ends.
                 * @example 1785900000000
                 */
                expiration_time_ms: number;
              };
            }[];
            /** @description Of `carousel`: every card of the template. */
            cards?: {
              /**
               * @description Place of the card, from 0.
               * @example 0
               */
              card_index: number;
              /** @description The card's header, body and buttons. */
              components: {
                /**
                 * @description One of header, body, button, limited_time_offer, carousel.
                 * @example header
                 */
                type: string;
                /**
                 * @description Kind of a button: `url`, `quick_reply`, `copy_code`, `flow`, `catalog` or `mpm`.
                 * @example url
                 */
                sub_type?: string;
                /**
                 * @description Place of a button in the template, from 0.
                 * @example 0
                 */
                index?: string | number;
                /** @description Values, in the order of the variables. */
                parameters?: {
                  /**
                   * @description `text`, `image`, `video`, `document`, `location`, `product`, `currency`, `date_time`, `payload`, `coupon_code`, `action` or `limited_time_offer`.
                   * @example text
                   */
                  type: string;
                  /**
                   * @description The variable, of a template with named ones.
                   * @example first_name
                   */
                  parameter_name?: string;
                  /**
                   * @description Of `text`.
                   * @example Ana
                   */
                  text?: string | boolean;
                  /** @description Of `currency`. */
                  currency?: {
                    /**
                     * @description What is shown.
                     * @example $100.99
                     */
                    fallback_value: string;
                    /**
                     * @description ISO 4217 code.
                     * @example USD
                     */
                    code: string;
                    /**
                     * @description A thousand times the amount.
                     * @example 100990
                     */
                    amount_1000: number;
                  };
                  /** @description Of `date_time`. */
                  date_time?: {
                    /**
                     * @description What is shown.
                     * @example 1 May
                     */
                    fallback_value: string;
                    /**
                     * @description Ignored by Meta.
                     * @example GREGORIAN
                     */
                    calendar?: string;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    year?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    month?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    day_of_month?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    day_of_week?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    hour?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    minute?: number;
                    /**
                     * @description Ignored by Meta.
                     * @example 1
                     */
                    timestamp?: number;
                  };
                  /** @description The medium: either `id` or `link`. */
                  image?: {
                    /**
                     * @description Meta's id of an uploaded medium.
                     * @example 1013859600285441
                     */
                    id?: string;
                    /**
                     * @description A public link instead, which Meta fetches.
                     * @example https://shop.example/parcel.jpg
                     */
                    link?: string;
                  };
                  /** @description The medium: either `id` or `link`. */
                  video?: {
                    /**
                     * @description Meta's id of an uploaded medium.
                     * @example 1013859600285441
                     */
                    id?: string;
                    /**
                     * @description A public link instead, which Meta fetches.
                     * @example https://shop.example/parcel.jpg
                     */
                    link?: string;
                  };
                  /** @description The document: either `id` or `link`. */
                  document?: {
                    /**
                     * @description Meta's id of an uploaded medium.
                     * @example 1013859600285441
                     */
                    id?: string;
                    /**
                     * @description A public link instead, which Meta fetches.
                     * @example https://shop.example/parcel.jpg
                     */
                    link?: string;
                    /**
                     * @description Name that the person sees.
                     * @example invoice.pdf
                     */
                    filename?: string;
                  };
                  /** @description Meta's `location` object. */
                  location?: {
                    /**
                     * @description Degrees, north is positive; a number or its text.
                     * @example 37.758056
                     */
                    latitude: number | string;
                    /**
                     * @description Degrees, east is positive; a number or its text.
                     * @example -122.425332
                     */
                    longitude: number | string;
                    /**
                     * @description Name of the place.
                     * @example Bluebird Books
                     */
                    name?: string;
                    /**
                     * @description Its address; shown when it has a name.
                     * @example 1 Harbour Way, Springfield
                     */
                    address?: string;
                  };
                  /** @description Of `product`. */
                  product?: {
                    /**
                     * @description Your own id of the product.
                     * @example di9ozbzfi4
                     */
                    product_retailer_id: string;
                    /**
                     * @description Meta's catalog.
                     * @example 194836987003835
                     */
                    catalog_id: string;
                  };
                  /**
                   * @description Of `payload`: comes back when pressed.
                   * @example track-1042
                   */
                  payload?: string;
                  /**
                   * @description Of `coupon_code`: what is copied.
                   * @example SPRING25
                   */
                  coupon_code?: string;
                  /** @description Of `action`: for buttons with a flow, a catalog or products. */
                  action?: {
                    /**
                     * @description Comes back with what the person entered in the flow.
                     * @example order-1042
                     */
                    flow_token?: string;
                    /** @description What the flow's first screen gets. */
                    flow_action_data?: {
                      [key: string]: unknown;
                    };
                    /**
                     * @description Your own id of the product.
                     * @example di9ozbzfi4
                     */
                    thumbnail_product_retailer_id?: string;
                    /** @description 1 to 10 sections with at most 30 products in all. */
                    sections?: {
                      /**
                       * @description Title; needed when there are several sections.
                       * @example Books
                       */
                      title?: string;
                      /** @description The products. */
                      product_items: {
                        /**
                         * @description Your own id of the product.
                         * @example di9ozbzfi4
                         */
                        product_retailer_id: string;
                      }[];
                    }[];
                  };
                  /** @description Of `limited_time_offer`. */
                  limited_time_offer?: {
                    /**
                     * @description When the offer ends.
                     * @example 1785900000000
                     */
                    expiration_time_ms: number;
                  };
                }[];
              }[];
            }[];
          }[];
        };
      };
      /**
       * @description Accepted and ignored.
       * @example whatsapp
       */
      messaging_product?: unknown;
      /**
       * @description Accepted and ignored, but that a `group` cannot be written to.
       * @example individual
       */
      recipient_type?: unknown;
    };
    MessageBatch: {
      /**
       * @description Items that were taken over.
       * @example 1
       */
      accepted: number;
      /**
       * @description Items that were refused.
       * @example 0
       */
      failed: number;
      /** @description What became of each item, in the order of the request. */
      results: {
        /**
         * @description Place of the item in the request, from 0.
         * @example 0
         */
        index: number;
        /**
         * @description Whether the message was taken over for sending.
         * @example accepted
         * @enum {string}
         */
        status: "accepted" | "failed";
        /**
         * @description The message that was taken over; left out otherwise.
         * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id?: string;
        /** @description Why it was refused; left out otherwise. */
        error?: {
          /**
           * @description The problem's code, as a call with this item alone would answer it.
           * @example window_closed
           */
          code: string;
          /**
           * @description JSON pointer into the request's body.
           * @example /items/0/to
           */
          pointer: string;
          /**
           * @description The same for a person.
           * @example The person last wrote more than 24 hours ago: send a template.
           */
          message: string;
        };
      }[];
    };
    MessageBatchBody: {
      /** @description The messages, at most 100. Each is checked on its own. */
      items: components["schemas"]["SendMessageBody"][];
    };
    RescheduleBody: {
      /**
       * Format: date-time
       * @description When it is to be sent, at most 365 days ahead.
       * @example 2026-11-25T08:00:00.000Z
       */
      send_at: string;
    };
    ResendBody: {
      /**
       * @description That you know that the person may get it twice.
       * @example true
       * @enum {boolean}
       */
      accept_duplicate_risk: true;
    };
    NotePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Note"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description What a team says among itself in a conversation. */
    Note: {
      /**
       * @description Id of the note.
       * @example nte_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The thread that it was left in; of a merged contact's, the one from before.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string;
      /** @description Who wrote it, and alone may change it. */
      author: {
        /**
         * @description What wrote it.
         * @example user
         * @enum {string}
         */
        kind: "user" | "api_key" | "automation";
        /**
         * @description Who wrote it.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      };
      /**
       * @description What it says.
       * @example Wants a refund.
       */
      text: string;
      /** @description Whom it is for. */
      mentions: string[];
      /**
       * Format: date-time
       * @description When it was written.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last changed; null when it never was.
       * @example 2026-11-24T12:00:00.000Z
       */
      edited_at: string | null;
    };
    NoteBody: {
      /**
       * @description What it says; the person never sees it.
       * @example Wants a refund.
       */
      text: string;
      /**
       * @description Members of the workspace whom it is for, at most 20.
       * @default []
       */
      mentions?: string[];
    };
    MentionPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Mention"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A note that names you. */
    Mention: {
      /**
       * @description Id of the note.
       * @example nte_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description The thread that it was left in; of a merged contact's, the one from before.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string;
      /** @description Who wrote it, and alone may change it. */
      author: {
        /**
         * @description What wrote it.
         * @example user
         * @enum {string}
         */
        kind: "user" | "api_key" | "automation";
        /**
         * @description Who wrote it.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      };
      /**
       * @description What it says.
       * @example Wants a refund.
       */
      text: string;
      /** @description Whom it is for. */
      mentions: string[];
      /**
       * Format: date-time
       * @description When it was written.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last changed; null when it never was.
       * @example 2026-11-24T12:00:00.000Z
       */
      edited_at: string | null;
      /**
       * @description Whether it is newer than what you marked as seen, and not your own.
       * @example true
       */
      unread: boolean;
    };
    MarkMentionsBody: {
      /**
       * @description The newest note that you have seen.
       * @example nte_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      up_to: string;
    };
    GraphAccess: {
      /**
       * @description What a client library is given in the place of `https://graph.facebook.com`; the version follows it.
       * @example https://waqtor.example/graph
       */
      url: string;
      /**
       * @description The access token of this number. Shown once; null when the call is answered again.
       * @example wqg_01kaw8d2m5f3v9t7r1q4x6z8b0_Vb7nQ2xT9kLm4wEr6yUi8oPa3sDf5gHj1zXc0vBn2mQ04kT9d
       */
      token: string | null;
    };
    GraphWebhookAddress: {
      /**
       * @description Where the number's webhooks go beside this platform; null: nowhere.
       * @example https://shop.example/whatsapp
       */
      url: string | null;
    };
    GraphWebhook: {
      /**
       * @description An `https` URL on the public network. It answers a GET with `hub.challenge` as Meta wants it, and a POST with 200.
       * @example https://shop.example/whatsapp
       */
      url: string;
      /**
       * @description Signs each webhook as an app secret does, in `X-Hub-Signature-256`. Shown once; null when the call is answered again.
       * @example 9f86d081884c7d659a2feaa0c55ad015
       */
      secret: string | null;
    };
    GraphWebhookBody: {
      /**
       * @description An `https` URL on the public network. It answers a GET with `hub.challenge` as Meta wants it, and a POST with 200.
       * @example https://shop.example/whatsapp
       */
      url: string;
      /**
       * @description What the handshake gives as `hub.verify_token`; empty when absent.
       * @example a word that the receiver knows
       */
      verify_token?: string;
    };
    NumberHealth: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description The number's status here; asking for its health changes none.
       * @enum {string}
       */
      status: "connected" | "paused" | "needs_reauth" | "restricted" | "disconnected";
      /**
       * @description The number's status at Meta, in lower case.
       * @example connected
       */
      meta_status: string | null;
      /**
       * @description Meta's word for all of it: the worst of the entities.
       * @enum {string}
       */
      can_send_message: "available" | "limited" | "blocked" | "unknown";
      /** @description What sending depends on: the number, its account, the business, the app. */
      entities: {
        /**
         * @description What is meant, in Meta's word: `phone_number`, `waba`, `business`, `app` and whatever else sending depends on.
         * @example waba
         */
        type: string;
        /**
         * @description Its id at Meta.
         * @example 102290129340398
         */
        meta_id: string | null;
        /**
         * @description Whether it lets messages go out.
         * @enum {string}
         */
        can_send_message: "available" | "limited" | "blocked" | "unknown";
        /** @description What is wrong with it. */
        problems: {
          /**
           * @description Meta's code.
           * @example 141006
           */
          code: number | null;
          /**
           * @description What is wrong, in Meta's words.
           * @example There is an error with the payment method.
           */
          description: string | null;
          /**
           * @description What Meta advises.
           * @example Please add a new payment method to the account.
           */
          solution: string | null;
        }[];
      }[];
      /**
       * @description What Meta thinks of the messages that it sent.
       * @enum {string}
       */
      quality_rating: "green" | "yellow" | "red" | "unknown";
      /**
       * @description Messages per second that Meta takes from it.
       * @example 80
       */
      throughput_mps: number;
      /**
       * @description The name that people see.
       * @example Bluebird Books
       */
      verified_name: string | null;
      /**
       * @description Meta's word about that name, in lower case.
       * @example approved
       */
      name_status: string | null;
      /**
       * @description Whether two-step verification is on; null when Meta does not say.
       * @example true
       */
      has_pin: boolean | null;
      /**
       * Format: date-time
       * @description When Meta was asked: just now.
       * @example 2026-11-24T12:00:00.000Z
       */
      checked_at: string;
    };
    NumberLimits: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description Unique people whom business-initiated messages may reach in moving 24 hours; null = unlimited.
       * @example 2000
       */
      messaging_limit: number | null;
      /**
       * @description Different people whom these numbers sent something other than a reply in the last 24 hours, and Meta took it: counted here, so what other systems sent is not in it, and templates within an open window, which Meta does not count, are.
       * @example 340
       */
      reached_24h: number;
      /**
       * @description `at_least` when only the first 20,000 messages of the day were looked at.
       * @enum {string}
       */
      reached_24h_is: "exact" | "at_least";
      /** @description Meta's business portfolio, whose numbers share the messaging limit; null when it is not known. */
      portfolio_id: string | null;
      /** @description The workspace's other numbers that are known to share the messaging limit. */
      shared_with: string[];
      /**
       * @description Messages per second that Meta takes from it.
       * @example 80
       */
      throughput_mps: number;
      /** @description How fast Meta takes messages to one person. */
      pair_rate: {
        /**
         * @description One message in so many.
         * @example 6
         */
        every_seconds: number;
        /**
         * @description So many at once, taken from later.
         * @example 45
         */
        burst: number;
      };
      /**
       * @description What Meta thinks of the messages that it sent: it decides whether limits rise.
       * @enum {string}
       */
      quality_rating: "green" | "yellow" | "red" | "unknown";
      /**
       * Format: date-time
       * @description When Meta was asked: just now.
       * @example 2026-11-24T12:00:00.000Z
       */
      checked_at: string;
    };
    NumberSetAside: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /** @description One for each reason that there is. */
      data: {
        /**
         * @description Why nothing was done with them: the number was disconnected before, or they came under another Meta app than its own.
         * @enum {string}
         */
        reason: "disconnected" | "wrong_app";
        /**
         * @description How many, among the last 1,000 deliveries of its account.
         * @example 3
         */
        count: number;
        /**
         * Format: date-time
         * @description When the last of them came.
         * @example 2026-11-24T12:00:00.000Z
         */
        last_at: string;
      }[];
    };
    NumberDoctor: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * Format: date-time
       * @description When Meta was asked: just now.
       * @example 2026-11-24T12:00:00.000Z
       */
      checked_at: string;
      /** @description Every check, in the order in which to mend what is wrong. */
      data: {
        /**
         * @description What was looked at.
         * @enum {string}
         */
        check: "token" | "scopes" | "subscription" | "webhook_fields" | "webhook_url" | "webhook_echo" | "registration" | "payment" | "health" | "display_name" | "quality";
        /**
         * @description `unknown` when it could not be asked; it is never taken for `ok`.
         * @enum {string}
         */
        status: "ok" | "warning" | "failed" | "unknown";
        /**
         * @description What was seen, in English.
         * @example The token lacks whatsapp_business_messaging.
         */
        detail: string;
        /**
         * @description What a person can do about it, as a code to translate; null when all is well.
         * @example grant_missing_permission
         * @enum {string|null}
         */
        remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later" | null;
        /**
         * @description The same as a sentence in English.
         * @example Grant the permission that is missing, then give the number a new access token.
         */
        remedy: string | null;
      }[];
    };
    NumberKeywords: {
      /** @description Whoever writes one of them, and nothing else, withdraws marketing. At most 50, of at most 60 characters and eight words each; case, accents and punctuation do not count. */
      stop: string[];
      /** @description Whoever writes one of them, and nothing else, takes back that they withdrew. At most 50, of at most 60 characters and eight words each; case, accents and punctuation do not count. */
      start: string[];
    };
    NumberProfile: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description The line under the name.
       * @example Fresh bread since 1962
       */
      about: string | null;
      /**
       * @description Where.
       * @example Rua Augusta 100, São Paulo
       */
      address: string | null;
      /**
       * @description What the business says of itself.
       * @example Family bakery. We bake at five and close at eight.
       */
      description: string | null;
      /**
       * @description E-mail.
       * @example hello@bakery.example
       */
      email: string | null;
      /**
       * @description Where Meta shows the picture; the address ends after some time.
       * @example https://pps.whatsapp.net/v/t61.jpg
       */
      profile_picture_url: string | null;
      /** @description Up to two URLs. */
      websites: string[];
      /**
       * @description What the business does, in Meta's word.
       * @example RESTAURANT
       */
      vertical: string | null;
    };
    UpdateNumberProfileBody: {
      /**
       * @description The line under the name, 1 to 139 characters; it cannot be emptied.
       * @example Fresh bread since 1962
       */
      about?: string;
      /**
       * @description Up to 256 characters; an empty text removes it.
       * @example Rua Augusta 100, São Paulo
       */
      address?: string;
      /**
       * @description Up to 512 characters; an empty text removes it.
       * @example Family bakery. We bake at five and close at eight.
       */
      description?: string;
      /**
       * @description Up to 128 characters; an empty text removes it.
       * @example hello@bakery.example
       */
      email?: string;
      /** @description Up to two URLs; an empty list removes them. */
      websites?: string[];
      /**
       * @description What the business does, in Meta's word.
       * @example RESTAURANT
       * @enum {string}
       */
      vertical?: "OTHER" | "AUTO" | "BEAUTY" | "APPAREL" | "EDU" | "ENTERTAIN" | "EVENT_PLAN" | "FINANCE" | "GROCERY" | "GOVT" | "HOTEL" | "HEALTH" | "NONPROFIT" | "PROF_SERVICES" | "RETAIL" | "TRAVEL" | "RESTAURANT" | "ALCOHOL" | "ONLINE_GAMBLING" | "PHYSICAL_GAMBLING" | "OTC_DRUGS";
      /**
       * @description The picture, by the handle that Meta's resumable upload gave for it.
       * @example 4::aW1hZ2UvanBlZw==
       */
      profile_picture_handle?: string;
    };
    NumberComponents: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /** @description What somebody who opens an empty chat may tap. */
      ice_breakers: string[];
      /** @description What may be chosen after a slash. */
      commands: {
        /**
         * @description What follows the slash.
         * @example hours
         */
        name: string;
        /**
         * @description What it does.
         * @example When we are open
         */
        description: string;
      }[];
    };
    NumberComponentsBody: {
      /** @description What somebody who opens an empty chat may tap: up to 4, 80 characters each. */
      ice_breakers: string[];
      /** @description What may be chosen after a slash: up to 30. */
      commands: {
        /**
         * @description What follows the slash.
         * @example hours
         */
        name: string;
        /**
         * @description What it does, 1 to 256 characters without emoji.
         * @example When we are open
         */
        description: string;
      }[];
    };
    QrCodePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["QrCode"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    QrCode: {
      /**
       * @description Meta's name of it.
       * @example ANED2T5QRU7HG1
       */
      code: string;
      /**
       * @description What the person finds written.
       * @example I would like to order bread.
       */
      prefilled_message: string;
      /**
       * @description A short link that does the same.
       * @example https://wa.me/message/ANED2T5QRU7HG1
       */
      deep_link_url: string;
      /**
       * @description Where Meta shows the picture; the address ends after some time.
       * @example https://scontent.xx.fbcdn.net/qr.svg
       */
      qr_image_url: string | null;
    };
    CreateQrCodeBody: {
      /**
       * @description What the person finds written, 1 to 140 characters.
       * @example I would like to order bread.
       */
      prefilled_message: string;
      /**
       * @description The kind of picture; `svg` when absent.
       * @default svg
       * @example svg
       * @enum {string}
       */
      image?: "png" | "svg";
    };
    UpdateQrCodeBody: {
      /**
       * @description What the person finds written, 1 to 140 characters.
       * @example I would like to order bread.
       */
      prefilled_message: string;
      /**
       * @description The kind of picture; `svg` when absent.
       * @default svg
       * @example svg
       * @enum {string}
       */
      image?: "png" | "svg";
    };
    Number: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description A number of Meta's Cloud API, or one of the sandbox.
       * @enum {string}
       */
      kind: "cloud" | "sandbox";
      /**
       * @description Your own name for it.
       * @example Support Spain
       */
      name: string;
      /**
       * @description The WhatsApp Business Account that holds it.
       * @example 102290129340398
       */
      waba_id: string;
      /** @description Meta's business portfolio; null when it is not known. */
      portfolio_id: string | null;
      /**
       * @description Meta's id of the number (not the number itself).
       * @example 106540352242922
       */
      phone_number_id: string;
      /** @description The Meta app of your own that it was connected with; null: the deployment's. */
      app_id: string | null;
      /**
       * @description The phone number as Meta writes it.
       * @example +1 555-078-3881
       */
      display_phone_number: string;
      /**
       * @description The same as people read it, with its country code.
       * @example +1 555 078 3881
       */
      phone_display: string;
      /**
       * @description The name that people see, once Meta has verified it.
       * @example Bluebird Books
       */
      verified_name: string | null;
      /**
       * @description Only `connected` numbers send. `paused` by you; `restricted` while Meta takes nothing of it, or of its account; `needs_reauth` when its token is of no use any more.
       * @enum {string}
       */
      status: "connected" | "paused" | "needs_reauth" | "restricted" | "disconnected";
      /**
       * @description What Meta thinks of the messages that it sent.
       * @enum {string}
       */
      quality_rating: "green" | "yellow" | "red" | "unknown";
      /**
       * @description Messages per second that Meta takes from it.
       * @example 80
       */
      throughput_mps: number;
      /**
       * @description Unique people per moving 24 hours; null = unlimited.
       * @example 100000
       */
      messaging_limit: number | null;
      /**
       * @description When the person is told that what they wrote was read: `never` by itself; `on_open`, when somebody who may send marks the conversation as read; `on_reply`, when a message of a member has been sent (not one of an API key, an automation or a campaign). Showing that an answer is being written always tells it.
       * @example on_reply
       * @enum {string}
       */
      auto_read: "never" | "on_open" | "on_reply";
      /**
       * Format: date-time
       * @description When its access token ends; null when it does not, or Meta was not asked.
       * @example 2026-11-24T12:00:00.000Z
       */
      token_expires_at: string | null;
      /**
       * Format: date-time
       * @description When it was first connected.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    RegisterNumberBody: {
      /**
       * @description The two-step verification PIN: set when the number has none, its own otherwise. Sealed at once and never returned.
       * @example 314159
       */
      pin: string;
    };
    NumberVerification: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description Whether Meta sent a code, or took it.
       * @enum {string}
       */
      status: "code_sent" | "verified";
    };
    VerifyNumberCodeBody: {
      /**
       * @description Have Meta send a code to the number this way.
       * @example sms
       * @enum {string}
       */
      method?: "sms" | "voice";
      /**
       * @description In which language; `en_US` when absent.
       * @example pt_BR
       */
      language?: string;
      /**
       * @description The code that the number received.
       * @example 123456
       */
      code?: string;
    };
    BlockedPeoplePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["BlockedPerson"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    BlockedPerson: {
      /**
       * @description Null when Meta names the person by user id alone.
       * @example +5511987654321
       */
      phone: string | null;
      /**
       * @description The business-scoped user id, when Meta tells it.
       * @example BR.13491208655302741918
       */
      bsuid: string | null;
    };
    BlockedPeopleResults: {
      /** @description One for each, in order. */
      data: {
        /**
         * @description Position in the request.
         * @example 0
         */
        index: number;
        /**
         * @description What became of it.
         * @enum {string}
         */
        status: "blocked" | "unblocked" | "failed";
        /**
         * @description Id of the contact.
         * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        contact_id: string | null;
        /** @description Why it failed. */
        error: {
          /**
           * @description `not_found` when nobody is selected, `meta_refused` when Meta refuses.
           * @example meta_refused
           */
          code: string;
          /**
           * @description Meta's code.
           * @example 131047
           */
          meta_code: number | null;
          /**
           * @description What is wrong.
           * @example The person has not written in the last 24 hours.
           */
          title: string;
          /**
           * @description What can be done about it, as a code to translate.
           * @example some_not_blocked
           * @enum {string|null}
           */
          remedy_code: "new_token" | "fix_template_parameters" | "check_request" | "meta_overloaded" | "grant_app_permission" | "app_calls_limited" | "grant_whatsapp_permissions" | "reconnect_number" | "fix_parameter" | "account_restricted" | "account_calls_limited" | "unblock_person" | "number_too_fast" | "marketing_experiment" | "country_not_allowed" | "meta_failed" | "grant_removed_permission" | "add_parameter" | "fix_parameter_value" | "meta_service_down" | "recipient_is_sender" | "person_unreachable" | "add_test_recipient" | "account_locked" | "approve_display_name" | "mend_payment" | "register_number_again" | "send_template" | "number_quality_limited" | "wait_for_marketing_limit" | "person_stopped_marketing" | "type_not_supported" | "media_not_fetched" | "fix_media" | "too_many_to_person" | "account_serviced" | "template_with_bid" | "phone_needed" | "use_marketing_messages" | "correct_template_categories" | "approve_template" | "shorten_text" | "edit_template" | "template_paused" | "replace_template" | "mend_flow" | "flow_throttled" | "meta_server_down" | "verify_number" | "register_number" | "accept_payment_terms" | "send_plain_message" | "template_being_prepared" | "use_other_template" | "parameter_not_named" | "confirm_identity" | "number_being_moved" | "look_up_code" | "no_reason" | "grant_missing_permission" | "meta_says_it_passes" | "check_number_access" | "calls_limited" | "deregister_again" | "correct_pin" | "wait_with_pin" | "number_just_deleted" | "registrations_limited" | "some_not_blocked" | "block_list_full" | "block_list_busy" | "choose_username" | "allow_template_insights" | "onboarded_already" | "finish_migration" | "delete_templates" | "rename_template" | "template_under_review" | "shorten_template" | "fix_template_text" | "fewer_template_variables" | "move_template_variables" | "connect_app_again" | "subscribe_account" | "subscribe_fields" | "set_callback_url" | "verify_business" | "open_business_app" | "raise_quality" | "rated_later" | "look_at_meta" | "try_later" | null;
          /**
           * @description The same as a sentence in English.
           * @example Some people were not dealt with.
           */
          remedy: string | null;
        } | null;
      }[];
    };
    BlockedPeopleBody: {
      /** @description Whom: ids of contacts, or `phone:+…`, `bsuid:…`, `ext:…`. Up to 100. */
      contacts: string[];
    };
    NumberPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Number"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    ConnectedNumber: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description A number of Meta's Cloud API, or one of the sandbox.
       * @enum {string}
       */
      kind: "cloud" | "sandbox";
      /**
       * @description Your own name for it.
       * @example Support Spain
       */
      name: string;
      /**
       * @description The WhatsApp Business Account that holds it.
       * @example 102290129340398
       */
      waba_id: string;
      /** @description Meta's business portfolio; null when it is not known. */
      portfolio_id: string | null;
      /**
       * @description Meta's id of the number (not the number itself).
       * @example 106540352242922
       */
      phone_number_id: string;
      /** @description The Meta app of your own that it was connected with; null: the deployment's. */
      app_id: string | null;
      /**
       * @description The phone number as Meta writes it.
       * @example +1 555-078-3881
       */
      display_phone_number: string;
      /**
       * @description The same as people read it, with its country code.
       * @example +1 555 078 3881
       */
      phone_display: string;
      /**
       * @description The name that people see, once Meta has verified it.
       * @example Bluebird Books
       */
      verified_name: string | null;
      /**
       * @description Only `connected` numbers send. `paused` by you; `restricted` while Meta takes nothing of it, or of its account; `needs_reauth` when its token is of no use any more.
       * @enum {string}
       */
      status: "connected" | "paused" | "needs_reauth" | "restricted" | "disconnected";
      /**
       * @description What Meta thinks of the messages that it sent.
       * @enum {string}
       */
      quality_rating: "green" | "yellow" | "red" | "unknown";
      /**
       * @description Messages per second that Meta takes from it.
       * @example 80
       */
      throughput_mps: number;
      /**
       * @description Unique people per moving 24 hours; null = unlimited.
       * @example 100000
       */
      messaging_limit: number | null;
      /**
       * @description When the person is told that what they wrote was read: `never` by itself; `on_open`, when somebody who may send marks the conversation as read; `on_reply`, when a message of a member has been sent (not one of an API key, an automation or a campaign). Showing that an answer is being written always tells it.
       * @example on_reply
       * @enum {string}
       */
      auto_read: "never" | "on_open" | "on_reply";
      /**
       * Format: date-time
       * @description When its access token ends; null when it does not, or Meta was not asked.
       * @example 2026-11-24T12:00:00.000Z
       */
      token_expires_at: string | null;
      /**
       * Format: date-time
       * @description When it was first connected.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /** @description The Graph API of a sandbox number, for any client library; null for a cloud number. */
      graph: components["schemas"]["GraphAccess"] | null;
    };
    ConnectNumberBody: {
      /**
       * @description A number of Meta's Cloud API.
       * @enum {string}
       */
      kind: "cloud";
      /**
       * @description The WhatsApp Business Account.
       * @example 102290129340398
       */
      waba_id: string;
      /**
       * @description Meta's id of the number (not the number itself).
       * @example 106540352242922
       */
      phone_number_id: string;
      /**
       * @description Sealed at once and never returned.
       * @example EAAGm0PX4ZCpsBO2tqE7
       */
      access_token: string;
      /**
       * @description Your own name for the number, 1 to 100 characters.
       * @example Support Spain
       */
      name?: string;
      /**
       * @description The two-step verification PIN: a number that is not registered for the Cloud API is registered with it. Sealed at once and never returned.
       * @example 314159
       */
      pin?: string;
      /**
       * @description The Meta app that the token is of: one of `/v1/meta-apps`, under which alone the number's webhooks are then taken. The deployment's own when absent.
       * @example 670843887433847
       */
      app_id?: string;
    } | {
      /**
       * @description A number of the sandbox, made at once.
       * @enum {string}
       */
      kind: "sandbox";
      /**
       * @description Your own name for the number, 1 to 100 characters.
       * @example Support Spain
       */
      name?: string;
      /**
       * @description Messages per second that the sandbox accepts; 80 when absent.
       * @example 80
       */
      throughput_mps?: number;
      /**
       * @description Unique people per moving 24 hours; null = unlimited.
       * @example 250
       */
      messaging_limit?: number | null;
      /**
       * @description How the sandbox judges submitted templates: by its rules, always the same, or not at all. `rule` when absent.
       * @example rule
       * @enum {string}
       */
      template_review?: "rule" | "approve" | "reject" | "manual";
      /**
       * @description How long a sandbox message takes from status to status, in milliseconds.
       * @example 0
       */
      latency_ms?: number;
      /**
       * @description False makes a number that is not registered for the Cloud API, as one may be at Meta: it is registered with `pin`, and refused without. True when absent.
       * @example true
       */
      registered?: boolean;
      /**
       * @description The two-step verification PIN: a number that is not registered for the Cloud API is registered with it. Sealed at once and never returned.
       * @example 314159
       */
      pin?: string;
    };
    UpdateNumberBody: {
      /**
       * @description Your own name for the number, 1 to 100 characters.
       * @example Support Spain
       */
      name?: string;
      /**
       * @description When the person is told that what they wrote was read: `never` by itself; `on_open`, when somebody who may send marks the conversation as read; `on_reply`, when a message of a member has been sent (not one of an API key, an automation or a campaign). Showing that an answer is being written always tells it.
       * @example on_reply
       * @enum {string}
       */
      auto_read?: "never" | "on_open" | "on_reply";
    };
    ReplaceTokenBody: {
      /**
       * @description Sealed at once and never returned.
       * @example EAAGm0PX4ZCpsBO2tqE7
       */
      access_token: string;
    };
    SignedUpNumbers: {
      /** @description The numbers that are connected, at least one. */
      data: components["schemas"]["Number"][];
      /** @description Numbers that the signup granted beside them and that could not be connected. */
      failed: {
        /**
         * @description The WhatsApp Business Account that holds it.
         * @example 102290129340398
         */
        waba_id: string;
        /**
         * @description Meta's id of the number (not the number itself).
         * @example 106540352242922
         */
        phone_number_id: string;
        /** @description Why it is not connected. */
        error: {
          /**
           * @description The code that connecting it alone would have answered.
           * @example number_taken
           */
          code: string;
          /**
           * @description The same in English.
           * @example This number is connected already.
           */
          message: string;
        };
      }[];
    };
    SignUpNumbersBody: {
      /**
       * @description The code that Embedded Signup gave to the browser: good once, for 30 seconds.
       * @example AQBhlXsctMxJYbwbrpybxlo9tLPGy_QAmjBJA06vbCQ
       */
      code: string;
      /**
       * @description The Meta app whose signup it was: one of `/v1/meta-apps`. The deployment's own when absent.
       * @example 670843887433847
       */
      app_id?: string;
      /**
       * @description Whose signup it was: Meta's, or the sandbox's. `cloud` when absent.
       * @enum {string}
       */
      kind?: "cloud" | "sandbox";
      /**
       * @description The two-step verification PIN of numbers that have one. Others are registered with a PIN that is made, sealed and never returned.
       * @example 314159
       */
      pin?: string;
    };
    /** @description Every place where anything is stored, column by column. */
    DataMap: {
      /** @description The places. */
      data: {
        /**
         * @description Of which store it is.
         * @example workspace_database
         * @enum {string}
         */
        store: "workspace_database" | "control_database" | "session_object" | "sandbox_object" | "bucket";
        /**
         * @description Its table or folder.
         * @example messages
         */
        name: string;
        /**
         * @description What it is for.
         * @example the conversation
         */
        purpose: string;
        /** @description Its columns or members by their class: plain, identity, profile, content, keyed, account, origin, credential, sealed. */
        holds: {
          [key: string]: string[];
        };
        /**
         * @description What becomes of a person's data in it when they are erased: the rows go (`deleted`), or what is theirs in them (`emptied`); what `stays` names nobody.
         * @example deleted
         * @enum {string}
         */
        on_erasure: "deleted" | "emptied" | "stays" | "none";
        /**
         * @description The class of retention.
         * @example messages
         */
        kept_for: string;
      }[];
    };
    /** @description Everybody outside who is told anything, and what. */
    Processors: {
      /** @description Who they are. */
      data: {
        /**
         * @description Who it is.
         * @example Meta (WhatsApp Cloud API)
         */
        name: string;
        /** @description Its hosts, or who chooses them. */
        hosts: string[];
        /**
         * @description Works for the deployment (`processor`), is WhatsApp itself (`platform`), or was chosen by the workspace (`recipient`).
         * @example platform
         * @enum {string}
         */
        role: "processor" | "platform" | "recipient";
        /**
         * @description What for.
         * @example It carries the messages.
         */
        purpose: string;
        /** @description What it is told. */
        fields: string[];
        /** @description Of which classes that is. */
        classes: ("plain" | "identity" | "profile" | "content" | "keyed" | "account" | "origin" | "credential" | "sealed")[];
      }[];
    };
    /** @description What the privacy policy promises, and what keeps each promise. */
    PrivacyControls: {
      /** @description The clauses. */
      data: {
        /**
         * @description Its number.
         * @example P11
         */
        clause: string;
        /**
         * @description What is promised.
         * @example Incoming messages are never sent to AI models.
         */
        promise: string;
        /**
         * @description What keeps it.
         * @example The part that asks models cannot reach a database.
         */
        control: string;
      }[];
    };
    PrivacyRequestPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["PrivacyRequest"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description What a person asks for of their data. */
    PrivacyRequest: {
      /**
       * @description Id of the request about a person's data.
       * @example prq_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What was asked for.
       * @example erase
       * @enum {string}
       */
      kind: "access" | "erase" | "rectify" | "restrict" | "object";
      /**
       * @description `open`: somebody has to see to it and then complete or reject it. `running`: it is being done.
       * @enum {string}
       */
      status: "open" | "running" | "completed" | "rejected";
      /**
       * @description By which law it is due.
       * @example gdpr
       * @enum {string}
       */
      law: "gdpr" | "ccpa" | "lgpd";
      /**
       * @description Whose data. Of an erasure that is done it is the id of nobody.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description How it was asked for; null without words, and of somebody who is erased.
       * @example By e-mail to the shop.
       */
      note: string | null;
      /**
       * Format: date-time
       * @description Until when the law wants it answered.
       * @example 2026-11-24T12:00:00.000Z
       */
      due_at: string;
      /**
       * @description Not done, and its time is over.
       * @example false
       */
      overdue: boolean;
      /**
       * Format: date-time
       * @description When it was asked for.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was done or rejected.
       * @example 2026-11-24T12:00:00.000Z
       */
      ended_at: string | null;
      /**
       * @description Of a rejected one: why.
       * @example We could not make sure who asks.
       */
      reason: string | null;
      /** @description What was done so far, by what it was. */
      counts: {
        [key: string]: number;
      };
    };
    PrivacyRequestBody: {
      /**
       * @description What the person asks for: a copy of their data (`access`), that nothing of it is kept (`erase`), that what is wrong is set right (`rectify`), that it is kept and not used (`restrict`), or that it is not used for marketing (`object`).
       * @example erase
       * @enum {string}
       */
      kind: "access" | "erase" | "rectify" | "restrict" | "object";
      /**
       * @description Who: `con_…`, `ext:…`, a phone (`+…`) or `bsuid:…`.
       * @example +5511987654321
       */
      contact: string;
      /**
       * @description By which law it is due: GDPR one month, CCPA 45 days, LGPD 15 days after it was asked for.
       * @default gdpr
       * @example lgpd
       * @enum {string}
       */
      law?: "gdpr" | "ccpa" | "lgpd";
      /**
       * @description How it was asked for, in your own words. It goes when the person is erased.
       * @example By e-mail to the shop.
       */
      note?: string;
    };
    RejectPrivacyRequestBody: {
      /**
       * @description Why it is not done, as the person is told.
       * @example We could not make sure who asks.
       */
      reason: string;
    };
    ErasureCertificate: {
      /**
       * @description Id of the request about a person's data.
       * @example prq_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      request_id: string;
      /**
       * @description Id of the workspace.
       * @example ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      workspace_id: string;
      /**
       * @description Who it was; it names nobody any more.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * Format: date-time
       * @description When nothing was left.
       * @example 2026-11-24T12:00:00.000Z
       */
      erased_at: string;
      /** @description What was erased, by what it was. */
      erased: {
        [key: string]: number;
      };
      /** @description What stays and names nobody. */
      kept: string[];
      /** @description Who was given the person's data: webhooks, which were told by `contact.erased` and have to erase it themselves (`told`); files that are gone (`gone`); Meta, which was asked to forget them in its contact book (`asked`), or was not reached, did not know them by a user id, or refused (`left`). */
      recipients: {
        /**
         * @description What it is.
         * @example webhook
         * @enum {string}
         */
        kind: "webhook" | "export" | "meta";
        /**
         * @description What it is here, by its id; of Meta the number that asked.
         * @example whk_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        resource: string;
        /**
         * @description Where it is; null where there is nothing to say.
         * @example https://shop.example/hooks/whatsapp
         */
        at: string | null;
        /**
         * @description What became of it there.
         * @example told
         * @enum {string}
         */
        state: "told" | "asked" | "gone" | "left";
      }[];
      /** @description Where it still is because nobody can reach it: the provider's restore points, from which the erasure is done again after a restore, and sealed webhooks that no number was for. */
      horizon: {
        /**
         * @description Where it still is.
         * @example point_in_time_restore
         * @enum {string}
         */
        place: "point_in_time_restore" | "object_restore" | "sealed_quarantine";
        /**
         * Format: date-time
         * @description When it is gone from there too.
         * @example 2026-11-24T12:00:00.000Z
         */
        until: string;
      }[];
      /**
       * @description SHA-256 of the other members as JSON, hex.
       * @example 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
       */
      sha256: string;
    };
    ProfilePictureBody: {
      /**
       * @description Id of the medium.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      media_id: string;
    };
    AutomationRunPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["ListedAutomationRun"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    ListedAutomationRun: {
      /**
       * @description Id of the run.
       * @example run_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the automation.
       * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      automation_id: string;
      /**
       * @description The version that it goes through.
       * @example 3
       */
      version: number;
      /**
       * @description Id of the contact.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description The number that it speaks from; null while that is open.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string | null;
      /**
       * @description The conversation that it speaks in; null while that is open.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string | null;
      /**
       * @description Where it stands.
       * @enum {string}
       */
      status: "waiting" | "completed" | "failed" | "stopped" | "handed_off";
      /** @description Why, when it is not by its own end: a stable word. */
      reason: string | null;
      /**
       * @description What started it.
       * @example keyword
       */
      trigger: string;
      /**
       * @description The step that it is at; of a rule `action_<place>`; null when it is over.
       * @example ask_name
       */
      step: string | null;
      /**
       * Format: date-time
       * @description When it goes on by itself at the latest; null when it is over.
       * @example 2026-11-24T12:00:00.000Z
       */
      wakes_at: string | null;
      /**
       * Format: date-time
       * @description When it began.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last went on.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
      /**
       * @description What the person is called; null when nobody knows, or the contact is gone.
       * @example Ana
       */
      contact_name: string | null;
    };
    AutomationRunDetail: {
      /**
       * @description Id of the run.
       * @example run_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the automation.
       * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      automation_id: string;
      /**
       * @description The version that it goes through.
       * @example 3
       */
      version: number;
      /**
       * @description Id of the contact.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /**
       * @description The number that it speaks from; null while that is open.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string | null;
      /**
       * @description The conversation that it speaks in; null while that is open.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string | null;
      /**
       * @description Where it stands.
       * @enum {string}
       */
      status: "waiting" | "completed" | "failed" | "stopped" | "handed_off";
      /** @description Why, when it is not by its own end: a stable word. */
      reason: string | null;
      /**
       * @description What started it.
       * @example keyword
       */
      trigger: string;
      /**
       * @description The step that it is at; of a rule `action_<place>`; null when it is over.
       * @example ask_name
       */
      step: string | null;
      /**
       * Format: date-time
       * @description When it goes on by itself at the latest; null when it is over.
       * @example 2026-11-24T12:00:00.000Z
       */
      wakes_at: string | null;
      /**
       * Format: date-time
       * @description When it began.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last went on.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
      /** @description What it knows. */
      variables: {
        [key: string]: string;
      };
      /** @description What was done, step by step; the newest 100. */
      trace: {
        /**
         * @description Name of the step; of a rule `action_<place>`.
         * @example hello
         */
        step: string;
        /**
         * @description In which turn of the run.
         * @example 1
         */
        turn: number;
        /**
         * Format: date-time
         * @description When.
         * @example 2026-11-24T12:00:00.000Z
         */
        at: string;
        /**
         * @description What came of it.
         * @example done
         */
        outcome: string;
      }[];
    };
    SearchPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["SearchResult"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    SearchResult: {
      /**
       * @description What was found.
       * @example message
       * @enum {string}
       */
      kind: "message" | "contact";
      /** @description The message; null of a contact. */
      message: components["schemas"]["Message"] | null;
      /** @description The contact; null of a message. */
      contact: components["schemas"]["Contact"] | null;
      /**
       * @description The thread that a message stands in; null of a contact.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string | null;
      /**
       * @description A message's text around what was looked for; null of a contact.
       * @example …where is my late order?
       */
      excerpt: string | null;
    };
    AssignmentRulePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["AssignmentRule"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description Who is given conversations that nobody has. */
    AssignmentRule: {
      /**
       * @description Id of the rule of assignment.
       * @example asr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What you call it.
       * @example Refunds
       */
      name: string;
      /**
       * @description Its place in the order.
       * @example 10
       */
      place: number;
      /**
       * @description Whether it counts.
       * @example true
       */
      enabled: boolean;
      /** @description When it applies. */
      when: {
        /** @description The numbers; empty for all. */
        numbers: string[];
        /** @description The tags; empty for any. */
        tags: string[];
        /** @description The languages; empty for any. */
        languages: string[];
        /**
         * @description While the business is open, or closed; null: always.
         * @example open
         * @enum {string|null}
         */
        hours: "open" | "closed" | null;
      };
      /**
       * @description Who of the members.
       * @example round_robin
       * @enum {string}
       */
      how: "round_robin" | "least_busy" | "user";
      /** @description Who is given conversations. */
      members: string[];
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    AssignmentRuleBody: {
      /**
       * @description What you call it.
       * @example Refunds
       */
      name: string;
      /**
       * @description Rules are tried in this order, lowest first; the first that applies counts.
       * @default 100
       * @example 10
       */
      place?: number;
      /**
       * @description Whether it counts.
       * @default true
       * @example true
       */
      enabled?: boolean;
      when?: components["schemas"]["AssignmentWhen"];
      /**
       * @description Who of the members: each in turn, whoever has the fewest open conversations, or the first.
       * @example round_robin
       * @enum {string}
       */
      how: "round_robin" | "least_busy" | "user";
      /** @description Members of the workspace. Who has left it since is passed over. */
      members: string[];
    };
    /**
     * @description When it applies; an empty list asks for nothing.
     * @default {
     *       "numbers": [],
     *       "tags": [],
     *       "languages": [],
     *       "hours": null
     *     }
     */
    AssignmentWhen: {
      /**
       * @description Only conversations over one of these numbers.
       * @default []
       */
      numbers?: string[];
      /**
       * @description Only conversations with one of these tags.
       * @default []
       */
      tags?: string[];
      /**
       * @description Only people with one of these languages; `pt` means `pt-BR` too.
       * @default []
       */
      languages?: string[];
      /**
       * @description Only while the business is open, or closed, by the workspace's business hours; null: always.
       * @default null
       * @example open
       * @enum {string|null}
       */
      hours?: "open" | "closed" | null;
    };
    QuickReplyPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["QuickReply"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description An answer that a team writes often. */
    QuickReply: {
      /**
       * @description Id of the quick reply.
       * @example qkr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What is typed for it behind a `/`.
       * @example hours
       */
      shortcut: string;
      /**
       * @description What it says, with its variables.
       * @example Hi {{contact.name|there}}, we are open until six.
       */
      text: string;
      /**
       * @description The file that it is sent with; null without one.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      media_id: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    QuickReplyBody: {
      /**
       * @description What is typed for it behind a `/`: letters, digits, `_` and `-`, at most 32.
       * @example hours
       */
      shortcut: string;
      /**
       * @description What it says. `{{contact.name|there}}` is filled in, with what stands behind the bar when there is nothing: `contact.name`, `contact.first_name`, `contact.phone`, `contact.language`, `contact.fields.<key>`, `agent.name`, `number.name`.
       * @example Hi {{contact.name|there}}, we are open until six.
       */
      text: string;
      /**
       * @description A file of ours that it is sent with: the text is its caption then.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      media_id?: string | null;
    };
    UpdateQuickReplyBody: {
      /**
       * @description What is typed for it behind a `/`: letters, digits, `_` and `-`, at most 32.
       * @example hours
       */
      shortcut?: string;
      /**
       * @description What it says. `{{contact.name|there}}` is filled in, with what stands behind the bar when there is nothing: `contact.name`, `contact.first_name`, `contact.phone`, `contact.language`, `contact.fields.<key>`, `agent.name`, `number.name`.
       * @example Hi {{contact.name|there}}, we are open until six.
       */
      text?: string;
      /**
       * @description A file of ours that it is sent with: the text is its caption then.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      media_id?: string | null;
    };
    RenderedQuickReply: {
      /**
       * @description The text as it is to be sent; you send it with `POST /v1/messages`.
       * @example Hi Ana, we are open until six.
       */
      text: string;
      /**
       * @description The file that it is sent with; null without one.
       * @example med_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      media_id: string | null;
    };
    RenderQuickReplyBody: {
      /**
       * @description Id of the conversation.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string;
    };
    SegmentPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Segment"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A filter over contacts under a name. */
    Segment: {
      /**
       * @description Id of the segment.
       * @example seg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What the team calls it.
       * @example Regulars in Brazil
       */
      name: string;
      /** @description Who is in it, as it was given: whoever passes it at the moment. */
      filter: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    SegmentBody: {
      /**
       * @description What the team calls it, at most 120 characters; no two differ by case alone.
       * @example Regulars in Brazil
       */
      name: string;
      filter: components["schemas"]["Filter"];
    };
    SegmentPreview: {
      /**
       * @description How many contacts pass.
       * @example 1204
       */
      count: number;
      /**
       * @description `at_least` when the workspace has more contacts than are looked at: 100,000, the newest.
       * @enum {string}
       */
      count_is: "exact" | "at_least";
      /** @description The newest of those that pass, five at most. */
      sample: components["schemas"]["Contact"][];
    };
    PreviewSegmentBody: {
      filter: components["schemas"]["Filter"];
    };
    UpdateSegmentBody: {
      /**
       * @description What the team calls it, at most 120 characters; no two differ by case alone.
       * @example Regulars in Brazil
       */
      name?: string;
      filter?: components["schemas"]["Filter"];
    };
    TimelinePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["TimelineEntry"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    TimelineEntry: {
      /**
       * @description Id of the message, or the act of consent, or the note.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description What it is; the member of that name tells it, the others are null.
       * @example message
       * @enum {string}
       */
      kind: "message" | "consent" | "note";
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-11-24T12:00:00.000Z
       */
      at: string;
      /** @description Of any thread with the person, those of campaigns (`campaign_id`) included. */
      message: components["schemas"]["Message"] | null;
      /** @description An act of consent. */
      consent: components["schemas"]["TimelineConsent"] | null;
      /** @description A note of a thread with the person, or of the person. */
      note: components["schemas"]["TimelineNote"] | null;
    };
    TimelineConsent: {
      /**
       * @description What for.
       * @example marketing
       */
      purpose: string;
      /**
       * @description What was done.
       * @example grant
       * @enum {string}
       */
      action: "grant" | "withdraw" | "request";
      /**
       * @description Where the person stood afterwards.
       * @example granted
       * @enum {string}
       */
      state: "unknown" | "granted" | "withdrawn";
      /**
       * @description How it came about.
       * @example form
       * @enum {string}
       */
      method: "form" | "keyword" | "import" | "api" | "inbound" | "verbal";
    };
    TimelineNote: {
      /**
       * @description The thread that it is of; null: it is of the person.
       * @example cnv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      conversation_id: string | null;
      /**
       * @description Id of the member, of the API key, or of whatever else wrote it.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      author: string;
      /**
       * @description What it says.
       * @example Prefers calls.
       */
      text: string;
    };
    TagPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Tag"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A word that contacts are sorted by. */
    Tag: {
      /**
       * @description The tag, as the newest contact that has it spells it.
       * @example VIP
       */
      name: string;
      /**
       * @description How many contacts have it.
       * @example 204
       */
      contacts: number;
      /**
       * @description `at_least` when more than 1,000 have it.
       * @example exact
       * @enum {string}
       */
      contacts_is: "exact" | "at_least";
    };
    TagChange: {
      /**
       * @description The tag that is changed, folded.
       * @example vip
       */
      tag: string;
      /**
       * @description What it is called from now on; null: contacts lose it.
       * @example Regular
       */
      name: string | null;
      /**
       * @description Contacts are changed a few hundred at a time.
       * @example running
       * @enum {string}
       */
      status: "running";
    };
    RenameTagBody: {
      /**
       * @description What it is called from now on.
       * @example Regular
       */
      name: string;
    };
    ContactNotePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["ContactNote"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description What a team says among itself of a person. */
    ContactNote: {
      /**
       * @description Id of the note.
       * @example nte_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Whom it was written of; of a merged contact's, the one from before.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string;
      /** @description Who wrote it, and alone may change it. */
      author: {
        /**
         * @description What wrote it.
         * @example user
         * @enum {string}
         */
        kind: "user" | "api_key" | "automation";
        /**
         * @description Who wrote it.
         * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
         */
        id: string;
      };
      /**
       * @description What it says.
       * @example Prefers calls.
       */
      text: string;
      /**
       * Format: date-time
       * @description When it was written.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last changed; null when it never was.
       * @example 2026-11-24T12:00:00.000Z
       */
      edited_at: string | null;
    };
    ContactNoteBody: {
      /**
       * @description What it says; the person never sees it.
       * @example Wants a refund.
       */
      text: string;
    };
    FieldPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Field"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    /** @description A field of contacts that the workspace has declared. */
    Field: {
      /**
       * @description Id of the field of contacts.
       * @example fld_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Its name in a contact's `fields`.
       * @example birthday
       */
      key: string;
      /**
       * @description What people read in its place.
       * @example Birthday
       */
      label: string;
      /**
       * @description What its values are.
       * @example date
       * @enum {string}
       */
      type: "text" | "number" | "boolean" | "date" | "choice" | "email";
      /** @description What a choice is among; empty of every other type. */
      choices: string[];
      /**
       * @description Whether its values are hidden from whoever lacks `contacts:pii`.
       * @example true
       */
      pii: boolean;
      /**
       * Format: date-time
       * @description When it was declared.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last changed.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    FieldBody: {
      /**
       * @description Its name in a contact's `fields`, in filters (`fields.<key>`) and in variables; it stays.
       * @example birthday
       */
      key: string;
      /**
       * @description What its values are: `text` (1,024 characters at most), `number`, `boolean`, `date` (`YYYY-MM-DD`), `choice` (one of `choices`), `email`.
       * @example date
       * @enum {string}
       */
      type: "text" | "number" | "boolean" | "date" | "choice" | "email";
      /**
       * @description What people read in its place, at most 80 characters; its key when left out.
       * @example Birthday
       */
      label?: string;
      /** @description Of a `choice`: what it is among; spellings that differ by case alone are one. */
      choices?: string[];
      /**
       * @description Whether its values are personal: hidden from whoever lacks `contacts:pii`.
       * @default false
       * @example true
       */
      pii?: boolean;
    };
    UpdateFieldBody: {
      /**
       * @description What people read in its place, at most 80 characters.
       * @example Birthday
       */
      label?: string;
      /**
       * @description What its values are: `text` (1,024 characters at most), `number`, `boolean`, `date` (`YYYY-MM-DD`), `choice` (one of `choices`), `email`.
       * @example date
       * @enum {string}
       */
      type?: "text" | "number" | "boolean" | "date" | "choice" | "email";
      /** @description Of a `choice`: what it is among; spellings that differ by case alone are one. */
      choices?: string[];
      /**
       * @description Whether its values are personal: hidden from whoever lacks `contacts:pii`.
       * @example true
       */
      pii?: boolean;
    };
    Retention: {
      /** @description What is kept, one for each class. */
      classes: {
        /**
         * @description What it is about.
         * @example messages
         * @enum {string}
         */
        name: "messages" | "live_messages" | "media" | "raw_webhooks" | "delivery_log" | "audit" | "audit_addresses" | "imports" | "exports" | "events" | "backups";
        /**
         * @description What belongs to it, in words.
         * @example Who did what.
         */
        covers: string;
        /**
         * @description How long it is kept, in days.
         * @example 730
         */
        days: number;
        /**
         * @description How long it is kept while nobody sets it.
         * @example 730
         */
        default_days: number;
        /**
         * @description The least that can be set. Where least and most are one, it is fixed.
         * @example 730
         */
        min_days: number;
        /**
         * @description The most that can be set.
         * @example 730
         */
        max_days: number;
        /**
         * Format: date-time
         * @description When the last sweep of it ended; null before the first, and where no daily sweep is needed.
         * @example 2026-11-24T12:00:00.000Z
         */
        last_swept_at: string | null;
        /**
         * @description How many rows the last sweep let go; null before the first.
         * @example 1200
         */
        last_swept: number | null;
      }[];
      /** @description The workspace's; null when none stands. */
      legal_hold: components["schemas"]["LegalHold"] | null;
      /**
       * @description Of how many contacts the data is held.
       * @example 0
       */
      held_contacts: number;
    };
    /** @description While it stands, what it is about is neither swept nor erased. */
    LegalHold: {
      /**
       * @description Whose data is held; null when the whole workspace's is.
       * @example con_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      contact_id: string | null;
      /**
       * @description Why.
       * @example Case 2026/117
       */
      reason: string;
      /**
       * @description Who placed it: a member or an API key.
       * @example usr_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      placed_by: string;
      /**
       * Format: date-time
       * @description When it was placed.
       * @example 2026-11-24T12:00:00.000Z
       */
      since: string;
    };
    RetentionBody: {
      /** @description The classes that change; the others stay as they are. */
      classes: {
        /**
         * @description What it is about.
         * @example messages
         * @enum {string}
         */
        name: "messages" | "live_messages" | "media" | "raw_webhooks" | "delivery_log" | "audit" | "audit_addresses" | "imports" | "exports" | "events" | "backups";
        /**
         * @description How long it is kept, in days, within the bounds of its class.
         * @example 365
         */
        days: number;
      }[];
    };
    LegalHoldBody: {
      /**
       * @description Why it must be kept, such as the number of a case. One line.
       * @example Case 2026/117
       */
      reason: string;
    };
    LegalHoldPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["LegalHold"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    SandboxReviewAccepted: {
      /**
       * @description Id of the template.
       * @example tpl_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      template_id: string;
      /**
       * @description `approve` or `reject` ends the review; `pause`, `disable` and `flag` are what Meta does to a template that people dislike.
       * @example approve
       * @enum {string}
       */
      decision: "approve" | "reject" | "pause" | "disable" | "flag";
    };
    SandboxReview: {
      /**
       * @description `approve` or `reject` ends the review; `pause`, `disable` and `flag` are what Meta does to a template that people dislike.
       * @example approve
       * @enum {string}
       */
      decision: "approve" | "reject" | "pause" | "disable" | "flag";
      /**
       * @description Meta's word for why; of a rejection `INVALID_FORMAT` when absent.
       * @example PROMOTIONAL
       */
      reason?: string;
    };
    SandboxNewsAccepted: {
      /**
       * @description Id of the number.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string;
      /**
       * @description Meta's name of the webhook field.
       * @example phone_number_quality_update
       * @enum {string}
       */
      field: "account_alerts" | "account_review_update" | "account_update" | "business_capability_update" | "phone_number_name_update" | "phone_number_quality_update" | "security";
    };
    SandboxNews: {
      /**
       * @description Meta's name of the webhook field.
       * @example phone_number_quality_update
       * @enum {string}
       */
      field: "account_alerts" | "account_review_update" | "account_update" | "business_capability_update" | "phone_number_name_update" | "phone_number_quality_update" | "security";
      /** @description Members of Meta's `value` beside those that the sandbox fills in: which number, and what Meta's documents give as an example. */
      value?: {
        [key: string]: unknown;
      };
    };
    SandboxInboundAccepted: {
      /**
       * @description Meta's id of the message.
       * @example wamid.MTIzfGlufDE=
       */
      wamid: string;
    };
    SandboxInbound: {
      /**
       * @description The person's phone number; null when it is withheld, then `user_id` is required.
       * @example +5511987654321
       */
      from: string | null;
      /**
       * @description The person's business-scoped user id; made from the phone number when absent.
       * @example US.13491208655302741918
       */
      user_id?: string;
      /**
       * @description The person's WhatsApp user name.
       * @example ana.souza
       */
      username?: string;
      /**
       * @description The name of the person's profile.
       * @example Ana Souza
       */
      name?: string;
      /**
       * @description Any type of Meta's; its object stands beside it under the type's name, e.g. `text: {body}`. Names of other members are no types.
       * @example text
       */
      type: string;
      /** @description What the message answers, `{id: wamid}`, or came out of, e.g. `{forwarded: true}`. */
      context?: {
        [key: string]: unknown;
      };
      /** @description The ad that led the person to write: Meta's object. */
      referral?: {
        [key: string]: unknown;
      };
      /** @description What Meta says is wrong with the message: Meta's objects. */
      errors?: {
        [key: string]: unknown;
      }[];
      /**
       * @description RFC 3339, or Unix seconds as Meta writes them. The sandbox's now when absent.
       * @example 2026-11-24T12:00:00.000Z
       */
      timestamp?: string;
      /**
       * @description Meta's id of the message.
       * @example wamid.MTIzfGlufDE=
       */
      wamid?: string;
    } & {
      [key: string]: unknown;
    };
    SandboxStatusAccepted: {
      /**
       * @description Meta's id of the message.
       * @example wamid.MTIzfGlufDE=
       */
      wamid: string;
      /**
       * @description Meta's word, as it was given.
       * @example delivered
       */
      status: string;
    };
    SandboxStatus: {
      /**
       * @description Meta's id of the message.
       * @example wamid.MTIzfGlufDE=
       */
      wamid: string;
      /**
       * @description Meta's word: sent, delivered, read, played, failed.
       * @example delivered
       */
      status: string;
      /**
       * @description Meta's error code of a failed status; 131000 when absent.
       * @example 131026
       */
      code?: number;
      /**
       * @description RFC 3339, or Unix seconds as Meta writes them. The sandbox's now when absent.
       * @example 2026-11-24T12:00:00.000Z
       */
      timestamp?: string;
    };
    SandboxRecipientList: {
      /** @description Every magic ending. A number without `98765` before the last four digits has none. */
      data: components["schemas"]["SandboxRecipient"][];
    };
    SandboxRecipient: {
      /**
       * @description The last four digits of a number that has `98765` before them.
       * @example 1026
       */
      ending: string;
      /**
       * @description What the sandbox does.
       * @example error
       */
      effect: string;
      /**
       * @description Meta's error code, when the effect is an error.
       * @example 131026
       */
      code: number | null;
      /**
       * @description The effect in words.
       * @example Message undeliverable
       */
      description: string;
    };
    SandboxFaultPlan: {
      /**
       * @description The same seed and the same calls give the same run.
       * @example 42
       */
      seed: number;
      /** @description The first that matches wins. */
      rules: {
        /** @description Which messages, or which calls; an empty object matches all messages. */
        match: {
          /**
           * @description Last digits of the recipient.
           * @example 07
           */
          ending?: string;
          /**
           * @description Every so many messages.
           * @example 10
           */
          every?: number;
          /**
           * @description This message alone, from 1.
           * @example 3
           */
          nth?: number;
          /**
           * @description These calls, and no messages: a file is uploaded, its address is asked for, or its bytes are. `error`, `delay` and `lost_response` befall them; a download breaks off behind its first 256 KiB.
           * @enum {string}
           */
          call?: "media_upload" | "media_address" | "media_download";
        };
        /**
         * @description What goes wrong: Graph refuses, answers late, loses its answer, or a status is lost, doubled, out of order or never comes.
         * @example error
         * @enum {string}
         */
        fault: "error" | "delay" | "lost_response" | "lost_status" | "duplicate_status" | "reorder" | "silent";
        /**
         * @description Meta's error code for `error`; 131000 when absent.
         * @example 131016
         */
        code?: number;
        /**
         * @description For `delay`: how late Graph answers, in milliseconds; 2000 when absent.
         * @example 250
         */
        delay_ms?: number;
      }[];
    };
    SandboxFaults: {
      /**
       * @description The same seed and the same calls give the same run.
       * @example 42
       */
      seed?: number;
      /** @description The first that matches wins. */
      rules: {
        /** @description Which messages, or which calls; an empty object matches all messages. */
        match: {
          /**
           * @description Last digits of the recipient.
           * @example 07
           */
          ending?: string;
          /**
           * @description Every so many messages.
           * @example 10
           */
          every?: number;
          /**
           * @description This message alone, from 1.
           * @example 3
           */
          nth?: number;
          /**
           * @description These calls, and no messages: a file is uploaded, its address is asked for, or its bytes are. `error`, `delay` and `lost_response` befall them; a download breaks off behind its first 256 KiB.
           * @enum {string}
           */
          call?: "media_upload" | "media_address" | "media_download";
        };
        /**
         * @description What goes wrong: Graph refuses, answers late, loses its answer, or a status is lost, doubled, out of order or never comes.
         * @example error
         * @enum {string}
         */
        fault: "error" | "delay" | "lost_response" | "lost_status" | "duplicate_status" | "reorder" | "silent";
        /**
         * @description Meta's error code for `error`; 131000 when absent.
         * @example 131016
         */
        code?: number;
        /**
         * @description For `delay`: how late Graph answers, in milliseconds; 2000 when absent.
         * @example 250
         */
        delay_ms?: number;
      }[];
    };
    SandboxClock: {
      /**
       * Format: date-time
       * @description The sandbox's time now.
       * @example 2026-11-24T12:00:00.000Z
       */
      now: string;
    };
    SandboxClockMove: {
      /**
       * Format: date-time
       * @description The instant it shall be; not before the sandbox's now.
       * @example 2026-11-25T08:00:00.000Z
       */
      now?: string;
      /**
       * @description How far to move forward, in milliseconds.
       * @example 3600000
       */
      advance_ms?: number;
    };
    SandboxLedger: {
      /** @description The rows after the sequence, oldest first. */
      data: components["schemas"]["SandboxLedgerEntry"][];
      /**
       * @description Whether more follow.
       * @example false
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to go on, also when `has_more` is false: later rows follow it.
       * @example 17
       */
      next_after: number;
    };
    SandboxLedgerEntry: {
      /**
       * @description Place in the ledger.
       * @example 17
       */
      seq: number;
      /**
       * Format: date-time
       * @description When it was posted, by the sandbox's clock.
       * @example 2026-11-24T12:00:00.000Z
       */
      at: string;
      /**
       * @description The number that it was posted for; null when it is not yours any more.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id: string | null;
      /**
       * @description Digits, or a user id; null when the call named nobody.
       * @example 5511987654321
       */
      to: string | null;
      /**
       * @description Meta's type of message, if it had one.
       * @example template
       */
      type: string | null;
      /**
       * @description The template's name, if it was one.
       * @example order_shipped
       */
      template: string | null;
      /**
       * @description Our id of the message, which statuses bring back.
       * @example msg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      biz_opaque_callback_data: string | null;
      /**
       * @description Meta's id of the message; null when it was refused.
       * @example wamid.MTIzfGlufDE=
       */
      wamid: string | null;
      /**
       * @description Whether it was taken, refused, or taken while the answer got lost on its way back.
       * @enum {string}
       */
      outcome: "accepted" | "refused" | "accepted_response_lost";
      /** @description Meta's error code: why it was refused, or why it will fail. */
      code: number | null;
      /**
       * @description US dollars by the sandbox's rate card; null when nothing is charged.
       * @example 0.0625
       */
      price: number | null;
    };
    SandboxLedgerSummary: {
      /**
       * @description Messages that were posted.
       * @example 455
       */
      posts: number;
      /**
       * @description Those that were taken, those whose answer was lost included.
       * @example 451
       */
      accepted: number;
      /** @description How many were refused, by Meta's error code. */
      refused_by_code: {
        [key: string]: number;
      };
      /**
       * @description Most accepted messages to one person.
       * @example 1
       */
      max_per_recipient: number;
      /**
       * @description Most accepted messages of one number in any 1,000 ms.
       * @example 80
       */
      peak_per_second: number;
    };
    SandboxSignup: {
      /**
       * @description For `POST /v1/numbers/embedded-signup` with `kind: sandbox`; good once.
       * @example AQsandbox58213377190264581937720015938471
       */
      code: string;
      /**
       * Format: date-time
       * @description Until when it is good, by the sandbox's clock: 30 seconds.
       * @example 2026-11-24T12:00:00.000Z
       */
      expires_at: string;
    };
    SandboxSignupBody: {
      /**
       * @description The verified name of the business's number, 1 to 100 characters.
       * @example Padaria Almeida
       */
      name?: string;
      /**
       * @description Messages per second that the sandbox accepts; 80 when absent.
       * @example 80
       */
      throughput_mps?: number;
      /**
       * @description Unique people per moving 24 hours; null = unlimited.
       * @example 250
       */
      messaging_limit?: number | null;
    };
    TemplateLibrary: {
      /** @description All that are asked for. */
      data: {
        /**
         * @description What it is for, and a name to give it.
         * @example order_shipped
         */
        name: string;
        /**
         * @description Meta's language code.
         * @enum {string}
         */
        language: "en" | "es" | "pt_BR" | "de";
        /**
         * @description Meta's category.
         * @enum {string}
         */
        category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
        /** @description Meta's components, with examples. */
        components: {
          [key: string]: unknown;
        }[];
      }[];
    };
    TemplateSync: {
      /** @description The accounts that are being read. */
      waba_ids: string[];
    };
    TemplateHistory: {
      /** @description The rows after the sequence, oldest first. */
      data: components["schemas"]["TemplateChange"][];
      /**
       * @description Whether more follow.
       * @example false
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to go on, also when `has_more` is false: later rows follow it.
       * @example 17
       */
      next_after: number;
    };
    TemplateChange: {
      /**
       * @description Counts up from 1 in each template.
       * @example 2
       */
      seq: number;
      /**
       * Format: date-time
       * @description When it happened, by Meta's clock where Meta told it.
       * @example 2026-11-24T12:00:00.000Z
       */
      at: string;
      /**
       * @description `submitted` and `edited` by the workspace; `told` by Meta; `found` at Meta or `missing` there by a sync.
       * @enum {string}
       */
      act: "submitted" | "edited" | "told" | "found" | "missing";
      /** @description What changed. */
      changes: {
        /**
         * @description Which member changed: a JSON pointer into the template.
         * @example /status
         */
        pointer: string;
        /**
         * @description What stood there; null for nothing.
         * @example pending
         */
        from: string | number | boolean | null | unknown[] | {
          [key: string]: unknown;
        };
        /**
         * @description What stands there; null for nothing.
         * @example approved
         */
        to: string | number | boolean | null | unknown[] | {
          [key: string]: unknown;
        };
      }[];
    };
    TemplatePreview: {
      /**
       * @description The header's text; null when it is none.
       * @example Order A-1042
       */
      header: string | null;
      /**
       * @description The body.
       * @example Hello Ana, your order is on its way.
       */
      body: string | null;
      /**
       * @description The footer.
       * @example Reply STOP to opt out
       */
      footer: string | null;
      /** @description The buttons. */
      buttons: {
        /**
         * @description Meta's kind of button.
         * @example URL
         */
        type: string;
        /**
         * @description What it says.
         * @example Track
         */
        text: string;
        /**
         * @description Whether a tap on it withdraws marketing.
         * @example false
         */
        opt_out: boolean;
      }[];
      /** @description The cards of a carousel. */
      cards: {
        /**
         * @description The header's text; null when it is none.
         * @example Order A-1042
         */
        header: string | null;
        /**
         * @description The body.
         * @example Hello Ana, your order is on its way.
         */
        body: string | null;
        /**
         * @description The footer.
         * @example Reply STOP to opt out
         */
        footer: string | null;
        /** @description The buttons. */
        buttons: {
          /**
           * @description Meta's kind of button.
           * @example URL
           */
          type: string;
          /**
           * @description What it says.
           * @example Track
           */
          text: string;
          /**
           * @description Whether a tap on it withdraws marketing.
           * @example false
           */
          opt_out: boolean;
        }[];
      }[];
      /** @description The values that stand in it. */
      variables: {
        /**
         * @description Which variable.
         * @example body.1
         */
        key: string;
        /**
         * @description How its value is read.
         * @enum {string}
         */
        kind: "text" | "degrees" | "image" | "video" | "document" | "instant" | "products";
        /**
         * @description What is shown; null for none.
         * @example Ana
         */
        value: string | null;
        /**
         * @description From where: a named variable may be a field of the contact, else the template's example is shown.
         * @enum {string}
         */
        source: "contact" | "example" | "none";
      }[];
    };
    DuplicateTemplateBody: {
      /**
       * @description Name of the copy; the next that is free when left out.
       * @example order_shipped_2
       */
      name?: string;
      /**
       * @description Language of the copy, to make a variant of the same name.
       * @example es
       */
      language?: string;
    };
    TemplatePage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Template"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    CreateTemplateBody: {
      /**
       * @description A number of the account that the template belongs to.
       * @example num_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      number_id?: string;
      /**
       * @description The WhatsApp Business Account, instead of a number.
       * @example 102290129340398
       */
      waba_id?: string;
      /**
       * @description Lower-case letters, digits and underscores, at most 512.
       * @example order_shipped
       */
      name: string;
      /**
       * @description Meta's language code.
       * @example en_US
       */
      language: string;
      /**
       * @description Meta's category.
       * @example UTILITY
       * @enum {string}
       */
      category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
      /**
       * @description How variables are written: {{1}} or {{first_name}}.
       * @default POSITIONAL
       * @enum {string}
       */
      parameter_format?: "POSITIONAL" | "NAMED";
      /** @description Meta's components of every kind: HEADER (TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT), BODY, FOOTER, BUTTONS, LIMITED_TIME_OFFER, CAROUSEL. A QUICK_REPLY button with `opt_out: true` withdraws marketing like STOP; Meta is not told of it. Variables are {{1}}, {{2}}, …, or names when `parameter_format` is NAMED. */
      components: ({
        /**
         * @description Meta's kind of component.
         * @example BODY
         */
        type: string;
      } & {
        [key: string]: unknown;
      })[];
    };
    TemplateProblems: {
      /** @description Everything that was found; empty when nothing is wrong. */
      problems: {
        /**
         * @description What is wrong.
         * @example variable_sequence
         */
        code: string;
        /**
         * @description An `error` keeps it from being submitted, a `warning` is likely to cost approval, a `hint` is advice.
         * @enum {string}
         */
        severity: "error" | "warning" | "hint";
        /**
         * @description Where: a JSON pointer into the template as it was given.
         * @example /components/0/text
         */
        pointer: string;
        /**
         * @description The same for a person.
         * @example Variables must be numbered from {{1}} without gaps.
         */
        message: string;
        /**
         * @description What to do about it.
         * @example Renumber the variables in the order of the text.
         */
        remedy: string;
      }[];
    };
    LintTemplateBody: {
      /**
       * @description Lower-case letters, digits and underscores, at most 512.
       * @example order_shipped
       */
      name: string;
      /**
       * @description Meta's language code.
       * @example en_US
       */
      language: string;
      /**
       * @description Meta's category.
       * @example UTILITY
       * @enum {string}
       */
      category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
      /**
       * @description How variables are written: {{1}} or {{first_name}}.
       * @default POSITIONAL
       * @enum {string}
       */
      parameter_format?: "POSITIONAL" | "NAMED";
      /** @description Meta's components of every kind: HEADER (TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT), BODY, FOOTER, BUTTONS, LIMITED_TIME_OFFER, CAROUSEL. A QUICK_REPLY button with `opt_out: true` withdraws marketing like STOP; Meta is not told of it. Variables are {{1}}, {{2}}, …, or names when `parameter_format` is NAMED. */
      components: ({
        /**
         * @description Meta's kind of component.
         * @example BODY
         */
        type: string;
      } & {
        [key: string]: unknown;
      })[];
    };
    UpdateTemplateBody: {
      /**
       * @description Lower-case letters, digits and underscores, at most 512.
       * @example order_shipped
       */
      name?: string;
      /**
       * @description Meta's language code.
       * @example en_US
       */
      language?: string;
      /**
       * @description Meta's category.
       * @example UTILITY
       * @enum {string}
       */
      category?: "MARKETING" | "UTILITY" | "AUTHENTICATION";
      /**
       * @description How variables are written; of drafts alone.
       * @enum {string}
       */
      parameter_format?: "POSITIONAL" | "NAMED";
      /** @description Meta's components of every kind: HEADER (TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT), BODY, FOOTER, BUTTONS, LIMITED_TIME_OFFER, CAROUSEL. A QUICK_REPLY button with `opt_out: true` withdraws marketing like STOP; Meta is not told of it. Variables are {{1}}, {{2}}, …, or names when `parameter_format` is NAMED. */
      components?: ({
        /**
         * @description Meta's kind of component.
         * @example BODY
         */
        type: string;
      } & {
        [key: string]: unknown;
      })[];
    };
    WebhookWithSecret: {
      /**
       * @description Id of the webhook.
       * @example whk_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Where events are posted to: `https` on port 443 or 8443 of a host on the public network, by name. It is shown as it is called: a name in other letters in punycode.
       * @example https://shop.example/hooks/waqtor
       */
      url: string;
      /** @description What it is told of. */
      types: string[];
      /** @description Only what is about these numbers, and what is about none; null: all. */
      numbers: string[] | null;
      /**
       * @description `full`: the event with the message it is about and its person; `thin`: the event alone, ids and states; `meta`: for received messages and statuses what Meta's own webhooks would say, otherwise `thin`. A body over 64 KiB is sent `thin`. Left out: `full`. `full` and `meta` show whom it is about, so they require `contacts:pii`, and so does another URL of theirs; without it `thin` is what is left out.
       * @example full
       * @enum {string}
       */
      payload: "full" | "thin" | "meta";
      /** @description Names of the headers that are sent along, in lower case. */
      header_names: string[];
      /**
       * @description A disabled one is sent nothing.
       * @example enabled
       * @enum {string}
       */
      status: "enabled" | "disabled";
      /**
       * @description `requested`; `gone`: the receiver answered 410; `failing`: everything failed for five days. Null while it is enabled.
       * @enum {string|null}
       */
      disabled_reason: "requested" | "gone" | "failing" | null;
      /**
       * Format: date-time
       * @description Since when everything has failed; null when something succeeded.
       * @example 2026-11-24T12:00:00.000Z
       */
      failing_since: string | null;
      /**
       * Format: date-time
       * @description Everything failed lately: the receiver is asked again then, with one event; null otherwise.
       * @example 2026-11-24T12:00:00.000Z
       */
      paused_until: string | null;
      /**
       * @description Whether something is being sent once more.
       * @example false
       */
      replaying: boolean;
      /**
       * Format: date-time
       * @description Until when the secret before this one signs too; null when there is none.
       * @example 2026-11-24T12:00:00.000Z
       */
      old_secret_until: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When somebody last changed it.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
      /**
       * @description Signs what is posted, as Standard Webhooks says. Shown once; null when the call is answered again.
       * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw4ZsBDY4sjvQ=
       */
      secret: string | null;
    };
    RotateSecretBody: {
      /**
       * @description Also when the former secret still signs: it is of no use from then on, and the present one signs for a day more.
       * @example false
       */
      force?: boolean;
    };
    WebhookTest: {
      /**
       * @description Whether the receiver took it, with a status from 200 to 299.
       * @example succeeded
       * @enum {string}
       */
      outcome: "succeeded" | "failed";
      /**
       * @description What the receiver answered; null when it did not.
       * @example 200
       */
      status_code: number | null;
      /**
       * @description After so long, ms.
       * @example 84
       */
      latency_ms: number;
      /**
       * @description Why it failed; null when it did not.
       * @enum {string|null}
       */
      error: "http_status" | "redirected" | "gone" | "timeout" | "unreachable" | "broken_off" | "url_not_allowed" | null;
      /**
       * @description The beginning of the answer, up to 4 KiB; null when it was empty.
       * @example ok
       */
      response: string | null;
    };
    Webhook: {
      /**
       * @description Id of the webhook.
       * @example whk_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Where events are posted to: `https` on port 443 or 8443 of a host on the public network, by name. It is shown as it is called: a name in other letters in punycode.
       * @example https://shop.example/hooks/waqtor
       */
      url: string;
      /** @description What it is told of. */
      types: string[];
      /** @description Only what is about these numbers, and what is about none; null: all. */
      numbers: string[] | null;
      /**
       * @description `full`: the event with the message it is about and its person; `thin`: the event alone, ids and states; `meta`: for received messages and statuses what Meta's own webhooks would say, otherwise `thin`. A body over 64 KiB is sent `thin`. Left out: `full`. `full` and `meta` show whom it is about, so they require `contacts:pii`, and so does another URL of theirs; without it `thin` is what is left out.
       * @example full
       * @enum {string}
       */
      payload: "full" | "thin" | "meta";
      /** @description Names of the headers that are sent along, in lower case. */
      header_names: string[];
      /**
       * @description A disabled one is sent nothing.
       * @example enabled
       * @enum {string}
       */
      status: "enabled" | "disabled";
      /**
       * @description `requested`; `gone`: the receiver answered 410; `failing`: everything failed for five days. Null while it is enabled.
       * @enum {string|null}
       */
      disabled_reason: "requested" | "gone" | "failing" | null;
      /**
       * Format: date-time
       * @description Since when everything has failed; null when something succeeded.
       * @example 2026-11-24T12:00:00.000Z
       */
      failing_since: string | null;
      /**
       * Format: date-time
       * @description Everything failed lately: the receiver is asked again then, with one event; null otherwise.
       * @example 2026-11-24T12:00:00.000Z
       */
      paused_until: string | null;
      /**
       * @description Whether something is being sent once more.
       * @example false
       */
      replaying: boolean;
      /**
       * Format: date-time
       * @description Until when the secret before this one signs too; null when there is none.
       * @example 2026-11-24T12:00:00.000Z
       */
      old_secret_until: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When somebody last changed it.
       * @example 2026-11-24T12:00:00.000Z
       */
      updated_at: string;
    };
    Replay: {
      /**
       * @description Id of the webhook.
       * @example whk_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      webhook_id: string;
      /**
       * @description What is behind this sequence is sent.
       * @example 1042
       */
      after_seq: number;
      /**
       * @description Up to and with this one.
       * @example 2042
       */
      to_seq: number;
    };
    ReplayBody: {
      /**
       * Format: date-time
       * @description What was told at this instant or later.
       * @example 2026-11-24T12:00:00.000Z
       */
      since?: string;
      /**
       * @description What was told behind this sequence. Either this or `since`.
       * @example 1042
       */
      after_seq?: number;
      /**
       * Format: date-time
       * @description And before this instant; left out: up to now.
       * @example 2026-11-24T13:00:00.000Z
       */
      until?: string;
      /**
       * @description And up to this sequence. Either this or `until`.
       * @example 2042
       */
      to_seq?: number;
    };
    DeliveryPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Delivery"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Delivery: {
      /**
       * @description Id of the attempt to deliver an event.
       * @example dlv_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the webhook.
       * @example whk_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      webhook_id: string;
      /**
       * @description Id of the event.
       * @example evt_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      event_id: string;
      /**
       * @description The event's sequence.
       * @example 17
       */
      seq: number;
      /**
       * @description The event's type.
       * @example message.delivered
       */
      type: string;
      /**
       * @description Which attempt it was, from 1.
       * @example 1
       */
      attempt: number;
      /**
       * @description `succeeded`; `pending`: it failed and is made again; `failed`: it was made again; `abandoned`: it is not made again.
       * @example succeeded
       * @enum {string}
       */
      outcome: "succeeded" | "pending" | "failed" | "abandoned";
      /**
       * @description What the receiver answered; null when it did not.
       * @example 200
       */
      status_code: number | null;
      /**
       * @description After so long, ms.
       * @example 84
       */
      latency_ms: number;
      /**
       * @description Why it failed; null when it did not.
       * @enum {string|null}
       */
      error: "http_status" | "redirected" | "gone" | "timeout" | "unreachable" | "broken_off" | "url_not_allowed" | null;
      /**
       * @description The beginning of the answer, up to 4 KiB; null when it was empty.
       * @example ok
       */
      response: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      at: string;
      /**
       * Format: date-time
       * @description When it is made again; null when it is not.
       * @example 2026-11-24T12:00:00.000Z
       */
      next_attempt_at: string | null;
    };
    CreateWebhookBody: {
      /**
       * @description Where events are posted to: `https` on port 443 or 8443 of a host on the public network, by name. It is shown as it is called: a name in other letters in punycode.
       * @example https://shop.example/hooks/waqtor
       */
      url: string;
      /** @description What it is told of: types of `GET /v1/event-types`, families such as `message.*`, or `*`. */
      types: string[];
      /** @description Only what is about these numbers, and what is about none. Null, or left out: all numbers. */
      numbers?: string[] | null;
      /**
       * @description `full`: the event with the message it is about and its person; `thin`: the event alone, ids and states; `meta`: for received messages and statuses what Meta's own webhooks would say, otherwise `thin`. A body over 64 KiB is sent `thin`. Left out: `full`. `full` and `meta` show whom it is about, so they require `contacts:pii`, and so does another URL of theirs; without it `thin` is what is left out.
       * @example full
       * @enum {string}
       */
      payload?: "full" | "thin" | "meta";
      /** @description Up to ten headers that are sent along, such as `Authorization`. Sealed at once; values are never returned. */
      headers?: {
        [key: string]: string;
      };
    };
    WebhookPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Webhook"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    UpdateWebhookBody: {
      /**
       * @description Where events are posted to: `https` on port 443 or 8443 of a host on the public network, by name. It is shown as it is called: a name in other letters in punycode.
       * @example https://shop.example/hooks/waqtor
       */
      url?: string;
      /** @description What it is told of: types of `GET /v1/event-types`, families such as `message.*`, or `*`. */
      types?: string[];
      /** @description Only what is about these numbers, and what is about none. Null, or left out: all numbers. */
      numbers?: string[] | null;
      /**
       * @description `full`: the event with the message it is about and its person; `thin`: the event alone, ids and states; `meta`: for received messages and statuses what Meta's own webhooks would say, otherwise `thin`. A body over 64 KiB is sent `thin`. Left out: `full`. `full` and `meta` show whom it is about, so they require `contacts:pii`, and so does another URL of theirs; without it `thin` is what is left out.
       * @example full
       * @enum {string}
       */
      payload?: "full" | "thin" | "meta";
      /** @description Up to ten headers that are sent along, such as `Authorization`. Sealed at once; values are never returned. */
      headers?: {
        [key: string]: string;
      };
      /**
       * @description Send nothing more, until it is enabled.
       * @example disabled
       * @enum {string}
       */
      status?: "disabled";
    };
    TriggerPage: {
      /** @description The rows of this page, newest first. */
      data: components["schemas"]["Trigger"][];
      /**
       * @description Whether another page follows.
       * @example true
       */
      has_more: boolean;
      /**
       * @description Pass it as `after` to get the next page; null on the last.
       * @example q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjJ0NHc2eThhMGMyZTRnIl0
       */
      next_cursor: string | null;
    };
    Trigger: {
      /**
       * @description Id of the trigger.
       * @example trg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the automation.
       * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      automation_id: string;
      /**
       * @description Where the other system posts to.
       * @example https://waqtor.example/v1/hooks/trg_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      url: string;
      /** @description How callers show that they may. */
      auth: {
        [key: string]: unknown;
      };
      /** @description What must be posted. */
      schema: {
        [key: string]: unknown;
      };
      /** @description What of it is used. */
      map: {
        [key: string]: unknown;
      };
      /**
       * @description Pointer to what is posted once.
       * @example /order/id
       */
      dedupe_key: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
    };
    NewTrigger: {
      /**
       * @description Id of the trigger.
       * @example trg_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      id: string;
      /**
       * @description Id of the automation.
       * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      automation_id: string;
      /**
       * @description Where the other system posts to.
       * @example https://waqtor.example/v1/hooks/trg_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      url: string;
      /** @description How callers show that they may. */
      auth: {
        [key: string]: unknown;
      };
      /** @description What must be posted. */
      schema: {
        [key: string]: unknown;
      };
      /** @description What of it is used. */
      map: {
        [key: string]: unknown;
      };
      /**
       * @description Pointer to what is posted once.
       * @example /order/id
       */
      dedupe_key: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       * @example 2026-11-24T12:00:00.000Z
       */
      created_at: string;
      /**
       * @description The token, or the secret of signatures, shown this once.
       * @example wqh_01k9zq3v6m8r2t4w6y8a0c2e4g_…
       */
      secret: string | null;
    };
    TriggerBody: {
      /**
       * @description The automation that is started; its trigger is a `hook`.
       * @example aut_01k9zq3v6m8r2t4w6y8a0c2e4g
       */
      automation_id: string;
      /** @description A `token` comes in Authorization: Bearer, or in a header of its own; `hmac_sha256` is the signature of the raw body, as shops make it. */
      auth: {
        /**
         * @description A token that is told once.
         * @example token
         * @enum {string}
         */
        kind: "token";
        /**
         * @description The header that carries it.
         * @example X-Shopify-Hmac-SHA256
         */
        header?: string;
      } | {
        /**
         * @description A signature over the raw body.
         * @example hmac_sha256
         * @enum {string}
         */
        kind: "hmac_sha256";
        /**
         * @description The header that carries it.
         * @example X-Shopify-Hmac-SHA256
         */
        header: string;
        /**
         * @description How it is spelled; hex may begin with sha256=.
         * @default hex
         * @example base64
         * @enum {string}
         */
        encoding?: "hex" | "base64";
      };
      /**
       * @description Of `hmac_sha256`: the secret that the other system signs with; made when absent.
       * @example shpss_0123456789abcdef
       */
      secret?: string;
      /** @description What must be posted: `type`, `properties`, `required` and `items` of JSON Schema, at most 8 KiB. */
      schema?: Record<string, never>;
      /** @description What of the post is used. */
      map: {
        /**
         * @description Where the person's phone number is; unknown ones become contacts.
         * @example /customer/phone
         */
        phone?: string;
        /**
         * @description Where a selector of the contact is, instead.
         * @example /contact
         */
        contact?: string;
        /**
         * @description Variables of the run, by their pointers.
         * @default {}
         */
        variables?: {
          [key: string]: string;
        };
      };
      /**
       * @description JSON pointer to what is posted once: posted again it answers the first run.
       * @example /order/id
       */
      dedupe_key?: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type ContactItem = components['schemas']['ContactItem'];
export type ConsentOfItem = components['schemas']['ConsentOfItem'];
export type Health = components['schemas']['Health'];
export type Readiness = components['schemas']['Readiness'];
export type Problem = components['schemas']['Problem'];
export type Version = components['schemas']['Version'];
export type SignedIn = components['schemas']['SignedIn'];
export type User = components['schemas']['User'];
export type WorkspaceSummary = components['schemas']['WorkspaceSummary'];
export type Register = components['schemas']['Register'];
export type SecondStepDue = components['schemas']['SecondStepDue'];
export type Login = components['schemas']['Login'];
export type SecondStep = components['schemas']['SecondStep'];
export type Refresh = components['schemas']['Refresh'];
export type VerifyEmail = components['schemas']['VerifyEmail'];
export type ForgotPassword = components['schemas']['ForgotPassword'];
export type ResetPassword = components['schemas']['ResetPassword'];
export type HookAnswer = components['schemas']['HookAnswer'];
export type HookBody = components['schemas']['HookBody'];
export type Me = components['schemas']['Me'];
export type MyExport = components['schemas']['MyExport'];
export type DeleteMe = components['schemas']['DeleteMe'];
export type UpdateMe = components['schemas']['UpdateMe'];
export type ChangePassword = components['schemas']['ChangePassword'];
export type ChangeEmail = components['schemas']['ChangeEmail'];
export type MySessionPage = components['schemas']['MySessionPage'];
export type MySession = components['schemas']['MySession'];
export type NewSecondStep = components['schemas']['NewSecondStep'];
export type StepUp = components['schemas']['StepUp'];
export type ConfirmSecondStep = components['schemas']['ConfirmSecondStep'];
export type MyWorkspacePage = components['schemas']['MyWorkspacePage'];
export type MyWorkspace = components['schemas']['MyWorkspace'];
export type CreateWorkspace = components['schemas']['CreateWorkspace'];
export type Switch = components['schemas']['Switch'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type CreateApiKey = components['schemas']['CreateApiKey'];
export type ApiKeyPage = components['schemas']['ApiKeyPage'];
export type ApiKey = components['schemas']['ApiKey'];
export type RotateApiKey = components['schemas']['RotateApiKey'];
export type ScopeList = components['schemas']['ScopeList'];
export type MyAlerts = components['schemas']['MyAlerts'];
export type Closing = components['schemas']['Closing'];
export type CloseWorkspace = components['schemas']['CloseWorkspace'];
export type EventTypeList = components['schemas']['EventTypeList'];
export type Event = components['schemas']['Event'];
export type NewInvitation = components['schemas']['NewInvitation'];
export type CreateInvitation = components['schemas']['CreateInvitation'];
export type InvitationPage = components['schemas']['InvitationPage'];
export type Invitation = components['schemas']['Invitation'];
export type JoinedWorkspace = components['schemas']['JoinedWorkspace'];
export type AcceptInvitation = components['schemas']['AcceptInvitation'];
export type MemberPage = components['schemas']['MemberPage'];
export type Member = components['schemas']['Member'];
export type UpdateMember = components['schemas']['UpdateMember'];
export type MetaApp = components['schemas']['MetaApp'];
export type SaveMetaAppBody = components['schemas']['SaveMetaAppBody'];
export type MetaAppPage = components['schemas']['MetaAppPage'];
export type Workspace = components['schemas']['Workspace'];
export type UpdateWorkspaceBody = components['schemas']['UpdateWorkspaceBody'];
export type AiModels = components['schemas']['AiModels'];
export type AiLedgerPage = components['schemas']['AiLedgerPage'];
export type AiCall = components['schemas']['AiCall'];
export type AiSettings = components['schemas']['AiSettings'];
export type UpdateAiSettingsBody = components['schemas']['UpdateAiSettingsBody'];
export type AlertPage = components['schemas']['AlertPage'];
export type Alert = components['schemas']['Alert'];
export type AnalyticsOverview = components['schemas']['AnalyticsOverview'];
export type AnalyticsMessages = components['schemas']['AnalyticsMessages'];
export type AnalyticsProgress = components['schemas']['AnalyticsProgress'];
export type AnalyticsResponses = components['schemas']['AnalyticsResponses'];
export type AnalyticsAgents = components['schemas']['AnalyticsAgents'];
export type AnalyticsCampaigns = components['schemas']['AnalyticsCampaigns'];
export type AnalyticsTemplates = components['schemas']['AnalyticsTemplates'];
export type AnalyticsSpend = components['schemas']['AnalyticsSpend'];
export type AuditLogPage = components['schemas']['AuditLogPage'];
export type AuditLog = components['schemas']['AuditLog'];
export type AuditVerified = components['schemas']['AuditVerified'];
export type VerifyLedgerBody = components['schemas']['VerifyLedgerBody'];
export type AutomationPage = components['schemas']['AutomationPage'];
export type Automation = components['schemas']['Automation'];
export type AutomationBody = components['schemas']['AutomationBody'];
export type UpdateAutomationBody = components['schemas']['UpdateAutomationBody'];
export type AutomationProblems = components['schemas']['AutomationProblems'];
export type AutomationTranscript = components['schemas']['AutomationTranscript'];
export type SimulateAutomationBody = components['schemas']['SimulateAutomationBody'];
export type AutomationVersions = components['schemas']['AutomationVersions'];
export type AutomationFunnel = components['schemas']['AutomationFunnel'];
export type Campaign = components['schemas']['Campaign'];
export type CreateCampaignBody = components['schemas']['CreateCampaignBody'];
export type CampaignPage = components['schemas']['CampaignPage'];
export type UpdateCampaignBody = components['schemas']['UpdateCampaignBody'];
export type AudiencePreview = components['schemas']['AudiencePreview'];
export type PreviewAudienceBody = components['schemas']['PreviewAudienceBody'];
export type CampaignReport = components['schemas']['CampaignReport'];
export type MetaRefusal = components['schemas']['MetaRefusal'];
export type CampaignProgress = components['schemas']['CampaignProgress'];
export type CampaignRecipientPage = components['schemas']['CampaignRecipientPage'];
export type CampaignRecipient = components['schemas']['CampaignRecipient'];
export type MessageMedia = components['schemas']['MessageMedia'];
export type ConsentPage = components['schemas']['ConsentPage'];
export type Consent = components['schemas']['Consent'];
export type ConsentHoldDecided = components['schemas']['ConsentHoldDecided'];
export type ConsentHoldBody = components['schemas']['ConsentHoldBody'];
export type OptOutLink = components['schemas']['OptOutLink'];
export type ConsentFeed = components['schemas']['ConsentFeed'];
export type RecordConsentBody = components['schemas']['RecordConsentBody'];
export type ConsentsVerified = components['schemas']['ConsentsVerified'];
export type ConsentProof = components['schemas']['ConsentProof'];
export type OptInLinkPage = components['schemas']['OptInLinkPage'];
export type OptInLink = components['schemas']['OptInLink'];
export type OptInLinkBody = components['schemas']['OptInLinkBody'];
export type UpdateOptInLinkBody = components['schemas']['UpdateOptInLinkBody'];
export type SuppressionPage = components['schemas']['SuppressionPage'];
export type Suppression = components['schemas']['Suppression'];
export type SuppressionBody = components['schemas']['SuppressionBody'];
export type Contact = components['schemas']['Contact'];
export type ContactBody = components['schemas']['ContactBody'];
export type ContactPage = components['schemas']['ContactPage'];
export type SearchContactsBody = components['schemas']['SearchContactsBody'];
export type Filter = components['schemas']['Filter'];
export type ContactBatch = components['schemas']['ContactBatch'];
export type ContactBatchBody = components['schemas']['ContactBatchBody'];
export type MergeBody = components['schemas']['MergeBody'];
export type UnmergeBody = components['schemas']['UnmergeBody'];
export type ContactIdentityList = components['schemas']['ContactIdentityList'];
export type ContactIdentity = components['schemas']['ContactIdentity'];
export type ConversationPage = components['schemas']['ConversationPage'];
export type Conversation = components['schemas']['Conversation'];
export type Message = components['schemas']['Message'];
export type ConversationCounts = components['schemas']['ConversationCounts'];
export type MessagePage = components['schemas']['MessagePage'];
export type MarkReadBody = components['schemas']['MarkReadBody'];
export type UpdateConversationBody = components['schemas']['UpdateConversationBody'];
export type SearchConversationsBody = components['schemas']['SearchConversationsBody'];
export type ConversationFilter = components['schemas']['ConversationFilter'];
export type HandoffBody = components['schemas']['HandoffBody'];
export type Draft = components['schemas']['Draft'];
export type CreateDraftBody = components['schemas']['CreateDraftBody'];
export type DraftPage = components['schemas']['DraftPage'];
export type Template = components['schemas']['Template'];
export type AcceptDraftBody = components['schemas']['AcceptDraftBody'];
export type EventFeed = components['schemas']['EventFeed'];
export type Export = components['schemas']['Export'];
export type ExportBody = components['schemas']['ExportBody'];
export type ExportPage = components['schemas']['ExportPage'];
export type BusinessHours = components['schemas']['BusinessHours'];
export type BusinessHoursBody = components['schemas']['BusinessHoursBody'];
export type Import = components['schemas']['Import'];
export type ImportConsent = components['schemas']['ImportConsent'];
export type ImportProblem = components['schemas']['ImportProblem'];
export type ImportPage = components['schemas']['ImportPage'];
export type InboundChangePage = components['schemas']['InboundChangePage'];
export type InboundChange = components['schemas']['InboundChange'];
export type Media = components['schemas']['Media'];
export type SendMessageBody = components['schemas']['SendMessageBody'];
export type MessageBatch = components['schemas']['MessageBatch'];
export type MessageBatchBody = components['schemas']['MessageBatchBody'];
export type RescheduleBody = components['schemas']['RescheduleBody'];
export type ResendBody = components['schemas']['ResendBody'];
export type NotePage = components['schemas']['NotePage'];
export type Note = components['schemas']['Note'];
export type NoteBody = components['schemas']['NoteBody'];
export type MentionPage = components['schemas']['MentionPage'];
export type Mention = components['schemas']['Mention'];
export type MarkMentionsBody = components['schemas']['MarkMentionsBody'];
export type GraphAccess = components['schemas']['GraphAccess'];
export type GraphWebhookAddress = components['schemas']['GraphWebhookAddress'];
export type GraphWebhook = components['schemas']['GraphWebhook'];
export type GraphWebhookBody = components['schemas']['GraphWebhookBody'];
export type NumberHealth = components['schemas']['NumberHealth'];
export type NumberLimits = components['schemas']['NumberLimits'];
export type NumberSetAside = components['schemas']['NumberSetAside'];
export type NumberDoctor = components['schemas']['NumberDoctor'];
export type NumberKeywords = components['schemas']['NumberKeywords'];
export type NumberProfile = components['schemas']['NumberProfile'];
export type UpdateNumberProfileBody = components['schemas']['UpdateNumberProfileBody'];
export type NumberComponents = components['schemas']['NumberComponents'];
export type NumberComponentsBody = components['schemas']['NumberComponentsBody'];
export type QrCodePage = components['schemas']['QrCodePage'];
export type QrCode = components['schemas']['QrCode'];
export type CreateQrCodeBody = components['schemas']['CreateQrCodeBody'];
export type UpdateQrCodeBody = components['schemas']['UpdateQrCodeBody'];
export type Number = components['schemas']['Number'];
export type RegisterNumberBody = components['schemas']['RegisterNumberBody'];
export type NumberVerification = components['schemas']['NumberVerification'];
export type VerifyNumberCodeBody = components['schemas']['VerifyNumberCodeBody'];
export type BlockedPeoplePage = components['schemas']['BlockedPeoplePage'];
export type BlockedPerson = components['schemas']['BlockedPerson'];
export type BlockedPeopleResults = components['schemas']['BlockedPeopleResults'];
export type BlockedPeopleBody = components['schemas']['BlockedPeopleBody'];
export type NumberPage = components['schemas']['NumberPage'];
export type ConnectedNumber = components['schemas']['ConnectedNumber'];
export type ConnectNumberBody = components['schemas']['ConnectNumberBody'];
export type UpdateNumberBody = components['schemas']['UpdateNumberBody'];
export type ReplaceTokenBody = components['schemas']['ReplaceTokenBody'];
export type SignedUpNumbers = components['schemas']['SignedUpNumbers'];
export type SignUpNumbersBody = components['schemas']['SignUpNumbersBody'];
export type DataMap = components['schemas']['DataMap'];
export type Processors = components['schemas']['Processors'];
export type PrivacyControls = components['schemas']['PrivacyControls'];
export type PrivacyRequestPage = components['schemas']['PrivacyRequestPage'];
export type PrivacyRequest = components['schemas']['PrivacyRequest'];
export type PrivacyRequestBody = components['schemas']['PrivacyRequestBody'];
export type RejectPrivacyRequestBody = components['schemas']['RejectPrivacyRequestBody'];
export type ErasureCertificate = components['schemas']['ErasureCertificate'];
export type ProfilePictureBody = components['schemas']['ProfilePictureBody'];
export type AutomationRunPage = components['schemas']['AutomationRunPage'];
export type ListedAutomationRun = components['schemas']['ListedAutomationRun'];
export type AutomationRunDetail = components['schemas']['AutomationRunDetail'];
export type SearchPage = components['schemas']['SearchPage'];
export type SearchResult = components['schemas']['SearchResult'];
export type AssignmentRulePage = components['schemas']['AssignmentRulePage'];
export type AssignmentRule = components['schemas']['AssignmentRule'];
export type AssignmentRuleBody = components['schemas']['AssignmentRuleBody'];
export type AssignmentWhen = components['schemas']['AssignmentWhen'];
export type QuickReplyPage = components['schemas']['QuickReplyPage'];
export type QuickReply = components['schemas']['QuickReply'];
export type QuickReplyBody = components['schemas']['QuickReplyBody'];
export type UpdateQuickReplyBody = components['schemas']['UpdateQuickReplyBody'];
export type RenderedQuickReply = components['schemas']['RenderedQuickReply'];
export type RenderQuickReplyBody = components['schemas']['RenderQuickReplyBody'];
export type SegmentPage = components['schemas']['SegmentPage'];
export type Segment = components['schemas']['Segment'];
export type SegmentBody = components['schemas']['SegmentBody'];
export type SegmentPreview = components['schemas']['SegmentPreview'];
export type PreviewSegmentBody = components['schemas']['PreviewSegmentBody'];
export type UpdateSegmentBody = components['schemas']['UpdateSegmentBody'];
export type TimelinePage = components['schemas']['TimelinePage'];
export type TimelineEntry = components['schemas']['TimelineEntry'];
export type TimelineConsent = components['schemas']['TimelineConsent'];
export type TimelineNote = components['schemas']['TimelineNote'];
export type TagPage = components['schemas']['TagPage'];
export type Tag = components['schemas']['Tag'];
export type TagChange = components['schemas']['TagChange'];
export type RenameTagBody = components['schemas']['RenameTagBody'];
export type ContactNotePage = components['schemas']['ContactNotePage'];
export type ContactNote = components['schemas']['ContactNote'];
export type ContactNoteBody = components['schemas']['ContactNoteBody'];
export type FieldPage = components['schemas']['FieldPage'];
export type Field = components['schemas']['Field'];
export type FieldBody = components['schemas']['FieldBody'];
export type UpdateFieldBody = components['schemas']['UpdateFieldBody'];
export type Retention = components['schemas']['Retention'];
export type LegalHold = components['schemas']['LegalHold'];
export type RetentionBody = components['schemas']['RetentionBody'];
export type LegalHoldBody = components['schemas']['LegalHoldBody'];
export type LegalHoldPage = components['schemas']['LegalHoldPage'];
export type SandboxReviewAccepted = components['schemas']['SandboxReviewAccepted'];
export type SandboxReview = components['schemas']['SandboxReview'];
export type SandboxNewsAccepted = components['schemas']['SandboxNewsAccepted'];
export type SandboxNews = components['schemas']['SandboxNews'];
export type SandboxInboundAccepted = components['schemas']['SandboxInboundAccepted'];
export type SandboxInbound = components['schemas']['SandboxInbound'];
export type SandboxStatusAccepted = components['schemas']['SandboxStatusAccepted'];
export type SandboxStatus = components['schemas']['SandboxStatus'];
export type SandboxRecipientList = components['schemas']['SandboxRecipientList'];
export type SandboxRecipient = components['schemas']['SandboxRecipient'];
export type SandboxFaultPlan = components['schemas']['SandboxFaultPlan'];
export type SandboxFaults = components['schemas']['SandboxFaults'];
export type SandboxClock = components['schemas']['SandboxClock'];
export type SandboxClockMove = components['schemas']['SandboxClockMove'];
export type SandboxLedger = components['schemas']['SandboxLedger'];
export type SandboxLedgerEntry = components['schemas']['SandboxLedgerEntry'];
export type SandboxLedgerSummary = components['schemas']['SandboxLedgerSummary'];
export type SandboxSignup = components['schemas']['SandboxSignup'];
export type SandboxSignupBody = components['schemas']['SandboxSignupBody'];
export type TemplateLibrary = components['schemas']['TemplateLibrary'];
export type TemplateSync = components['schemas']['TemplateSync'];
export type TemplateHistory = components['schemas']['TemplateHistory'];
export type TemplateChange = components['schemas']['TemplateChange'];
export type TemplatePreview = components['schemas']['TemplatePreview'];
export type DuplicateTemplateBody = components['schemas']['DuplicateTemplateBody'];
export type TemplatePage = components['schemas']['TemplatePage'];
export type CreateTemplateBody = components['schemas']['CreateTemplateBody'];
export type TemplateProblems = components['schemas']['TemplateProblems'];
export type LintTemplateBody = components['schemas']['LintTemplateBody'];
export type UpdateTemplateBody = components['schemas']['UpdateTemplateBody'];
export type WebhookWithSecret = components['schemas']['WebhookWithSecret'];
export type RotateSecretBody = components['schemas']['RotateSecretBody'];
export type WebhookTest = components['schemas']['WebhookTest'];
export type Webhook = components['schemas']['Webhook'];
export type Replay = components['schemas']['Replay'];
export type ReplayBody = components['schemas']['ReplayBody'];
export type DeliveryPage = components['schemas']['DeliveryPage'];
export type Delivery = components['schemas']['Delivery'];
export type CreateWebhookBody = components['schemas']['CreateWebhookBody'];
export type WebhookPage = components['schemas']['WebhookPage'];
export type UpdateWebhookBody = components['schemas']['UpdateWebhookBody'];
export type TriggerPage = components['schemas']['TriggerPage'];
export type Trigger = components['schemas']['Trigger'];
export type NewTrigger = components['schemas']['NewTrigger'];
export type TriggerBody = components['schemas']['TriggerBody'];
export type $defs = Record<string, never>;
export interface operations {
  getHealth: {
    requestBody?: never;
    responses: {
      /** @description It runs. */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
    };
  };
  getReadiness: {
    requestBody?: never;
    responses: {
      /** @description It can. */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Readiness"];
        };
      };
    };
  };
  getVersion: {
    requestBody?: never;
    responses: {
      /** @description This deployment */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Version"];
        };
      };
    };
  };
  openMediaLink: {
    parameters: {
      query: {
        /** @description The workspace. */
        workspace: string;
        /** @description When the link runs out, Unix seconds. */
        expires: number;
        /** @description Proves that the link was made here. */
        signature: string;
      };
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the medium. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          /** @example text */
          "image/jpeg": Blob;
        };
      };
      /** @description The range that was asked for */
      206: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          /** @example text */
          "image/jpeg": Blob;
        };
      };
    };
  };
  openExportLink: {
    parameters: {
      query: {
        /** @description The workspace. */
        workspace: string;
        /** @description When the link runs out, Unix seconds. */
        expires: number;
        /** @description Of this link alone. */
        nonce: string;
        /** @description Proves that the link was made here. */
        signature: string;
      };
      header?: never;
      path: {
        /** @description Id of the export. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
        };
        content: {
          /** @example text */
          "text/csv": Blob;
        };
      };
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Register"];
      };
    };
    responses: {
      /** @description The account, signed in */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SignedIn"];
        };
      };
    };
  };
  login: {
    requestBody: {
      content: {
        "application/json": components["schemas"]["Login"];
      };
    };
    responses: {
      /** @description Signed in, or that a second step is due */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SignedIn"] | components["schemas"]["SecondStepDue"];
        };
      };
    };
  };
  signInSecondStep: {
    requestBody: {
      content: {
        "application/json": components["schemas"]["SecondStep"];
      };
    };
    responses: {
      /** @description Signed in, into the workspace and as the password's sign-in said */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SignedIn"];
        };
      };
    };
  };
  refreshSession: {
    requestBody: {
      content: {
        "application/json": components["schemas"]["Refresh"];
      };
    };
    responses: {
      /** @description New tokens of the same session */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SignedIn"];
        };
      };
    };
  };
  verifyEmail: {
    requestBody: {
      content: {
        "application/json": components["schemas"]["VerifyEmail"];
      };
    };
    responses: {
      /** @description The address is confirmed */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  forgotPassword: {
    requestBody: {
      content: {
        "application/json": components["schemas"]["ForgotPassword"];
      };
    };
    responses: {
      /** @description Taken: whoever has the address gets a letter */
      202: {
        headers: {
        };
        content?: never;
      };
    };
  };
  resetPassword: {
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResetPassword"];
      };
    };
    responses: {
      /** @description The password is set, and nobody is signed in */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  postHook: {
    parameters: {
      query?: {
        /** @description The workspace, as the trigger's URL names it. */
        workspace?: string;
      };
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the trigger. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["HookBody"];
      };
    };
    responses: {
      /** @description The run that was started, or was before */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["HookAnswer"];
        };
      };
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session has ended */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description You, and your role in this workspace */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
    };
  };
  deleteMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeleteMe"];
      };
    };
    responses: {
      /** @description The account is gone */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateMe"];
      };
    };
    responses: {
      /** @description Your account as it is now */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
    };
  };
  exportMe: {
    requestBody?: never;
    responses: {
      /** @description Your account's data */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MyExport"];
        };
      };
    };
  };
  resendVerification: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A letter goes to your address */
      202: {
        headers: {
        };
        content?: never;
      };
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePassword"];
      };
    };
    responses: {
      /** @description The password is changed */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  changeEmail: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeEmail"];
      };
    };
    responses: {
      /** @description A letter goes to the new address */
      202: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listMySessions: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of sessions */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MySessionPage"];
        };
      };
    };
  };
  endMySession: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the session. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The session has ended */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  startSecondStep: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["StepUp"];
      };
    };
    responses: {
      /** @description The seed and the recovery codes */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NewSecondStep"];
        };
      };
    };
  };
  removeSecondStep: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["StepUp"];
      };
    };
    responses: {
      /** @description Sign-in asks for no second step */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  confirmSecondStep: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConfirmSecondStep"];
      };
    };
    responses: {
      /** @description Sign-in asks for a second step */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listMyWorkspaces: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of workspaces */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MyWorkspacePage"];
        };
      };
    };
  };
  createWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateWorkspace"];
      };
    };
    responses: {
      /** @description The workspace */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MyWorkspace"];
        };
      };
    };
  };
  switchWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Switch"];
      };
    };
    responses: {
      /** @description Signed in there */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SignedIn"];
        };
      };
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of keys */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ApiKeyPage"];
        };
      };
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateApiKey"];
      };
    };
    responses: {
      /** @description The new key */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NewApiKey"];
        };
      };
    };
  };
  rotateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the API key. */
        id: string;
      };
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RotateApiKey"];
      };
    };
    responses: {
      /** @description The key with its new secret */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NewApiKey"];
        };
      };
    };
  };
  deleteApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the API key. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The key is gone */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listScopes: {
    requestBody?: never;
    responses: {
      /** @description All scopes */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ScopeList"];
        };
      };
    };
  };
  getMyAlerts: {
    requestBody?: never;
    responses: {
      /** @description The kinds */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MyAlerts"];
        };
      };
    };
  };
  setMyAlerts: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MyAlerts"];
      };
    };
    responses: {
      /** @description The kinds */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MyAlerts"];
        };
      };
    };
  };
  getWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The workspace */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Workspace"];
        };
      };
    };
  };
  closeWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CloseWorkspace"];
      };
    };
    responses: {
      /** @description It is closed; until when it can be restored */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Closing"];
        };
      };
    };
  };
  updateWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateWorkspaceBody"];
      };
    };
    responses: {
      /** @description The workspace after the change */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Workspace"];
        };
      };
    };
  };
  restoreWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is open again */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listEventTypes: {
    requestBody?: never;
    responses: {
      /** @description Every event that is told */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["EventTypeList"];
        };
      };
    };
  };
  listInvitations: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of invitations */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["InvitationPage"];
        };
      };
    };
  };
  createInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateInvitation"];
      };
    };
    responses: {
      /** @description The invitation with its token */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NewInvitation"];
        };
      };
    };
  };
  acceptInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AcceptInvitation"];
      };
    };
    responses: {
      /** @description The workspace, and what you are in it */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["JoinedWorkspace"];
        };
      };
    };
  };
  revokeInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the invitation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The invitation is withdrawn */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listMembers: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of members */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MemberPage"];
        };
      };
    };
  };
  getMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the person. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The member */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Member"];
        };
      };
    };
  };
  removeMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the person. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description They are here no more */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the person. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateMember"];
      };
    };
    responses: {
      /** @description The member */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Member"];
        };
      };
    };
  };
  listMetaApps: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of apps */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MetaAppPage"];
        };
      };
    };
  };
  saveMetaApp: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SaveMetaAppBody"];
      };
    };
    responses: {
      /** @description Its secret is replaced */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MetaApp"];
        };
      };
      /** @description The app is added */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MetaApp"];
        };
      };
    };
  };
  deleteMetaApp: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Meta's id of the app. */
        app_id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The app is gone */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listAiModels: {
    requestBody?: never;
    responses: {
      /** @description The models */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AiModels"];
        };
      };
    };
  };
  listAiLedger: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AiLedgerPage"];
        };
      };
    };
  };
  getAiSettings: {
    requestBody?: never;
    responses: {
      /** @description The settings */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AiSettings"];
        };
      };
    };
  };
  updateAiSettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAiSettingsBody"];
      };
    };
    responses: {
      /** @description The settings */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AiSettings"];
        };
      };
    };
  };
  listAlerts: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those that nobody saw to yet, or only those that somebody did. */
        state?: "open" | "acknowledged";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AlertPage"];
        };
      };
    };
  };
  acknowledgeAlert: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the alert. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The alert, seen to */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Alert"];
        };
      };
    };
  };
  getOverview: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsOverview"];
        };
      };
    };
  };
  listMessageDays: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsMessages"];
        };
      };
    };
  };
  listResponseDays: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsResponses"];
        };
      };
    };
  };
  listAgents: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsAgents"];
        };
      };
    };
  };
  listCampaignFigures: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsCampaigns"];
        };
      };
    };
  };
  listTemplateFigures: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsTemplates"];
        };
      };
    };
  };
  getSpend: {
    parameters: {
      query?: {
        /** @description First day, included; 30 days before `to` by default. */
        from?: string;
        /** @description Last day, included; today by default. Of one answer 366 days at most. */
        to?: string;
        /** @description Whose days are meant; the workspace's zone by default. */
        timezone?: string;
        /** @description Only what this number did. */
        number?: string;
        /** @description `csv` answers the rows of `data` as a table. */
        format?: "json" | "csv";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AnalyticsSpend"];
        };
      };
    };
  };
  listAuditLogs: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only what this one did, by id. */
        actor?: string;
        /** @description Only acts of this name. */
        action?: string;
        /** @description Only what was done to this, by id. */
        target?: string;
        /** @description Only what was done at this instant or later. */
        since?: string;
        /** @description Only what was done before this instant. */
        until?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AuditLogPage"];
        };
      };
    };
  };
  verifyAuditLogs: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["VerifyLedgerBody"];
      };
    };
    responses: {
      /** @description What was found */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AuditVerified"];
        };
      };
    };
  };
  listAutomations: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those in this status. */
        status?: "draft" | "published" | "disabled";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationPage"];
        };
      };
    };
  };
  createAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AutomationBody"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Automation"];
        };
      };
    };
  };
  getAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The automation */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Automation"];
        };
      };
    };
  };
  deleteAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateAutomation: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of the version that was read and is changed now. */
        "If-Match": string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAutomationBody"];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Automation"];
        };
      };
    };
  };
  publishAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Published */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Automation"];
        };
      };
    };
  };
  disableAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Disabled */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Automation"];
        };
      };
    };
  };
  validateAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description What was found */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationProblems"];
        };
      };
    };
  };
  simulateAutomation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SimulateAutomationBody"];
      };
    };
    responses: {
      /** @description How it went */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationTranscript"];
        };
      };
    };
  };
  listAutomationVersions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationVersions"];
        };
      };
    };
  };
  restoreAutomationVersion: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the automation. */
        id: string;
        /** @description Number of the version. */
        version: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The draft */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Automation"];
        };
      };
    };
  };
  getAutomationFunnel: {
    parameters: {
      query?: {
        /** @description The version; the one published last when absent. */
        version?: number;
      };
      header?: never;
      path: {
        /** @description Id of the automation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The counts */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationFunnel"];
        };
      };
    };
  };
  listCampaigns: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those in this state. */
        status?: "draft" | "scheduled" | "planning" | "running" | "paused" | "completed" | "cancelled" | "failed";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["CampaignPage"];
        };
      };
    };
  };
  createCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateCampaignBody"];
      };
    };
    responses: {
      /** @description The draft */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  getCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The campaign */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  deleteCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateCampaign: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of the version that was read and is changed now. */
        "If-Match": string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateCampaignBody"];
      };
    };
    responses: {
      /** @description The draft as it is now */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  previewCampaignAudience: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The audience */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AudiencePreview"];
        };
      };
    };
  };
  previewAudience: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PreviewAudienceBody"];
      };
    };
    responses: {
      /** @description The audience */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AudiencePreview"];
        };
      };
    };
  };
  getCampaignReport: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The report */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["CampaignReport"];
        };
      };
    };
  };
  launchCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Launched */
      202: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  pauseCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The campaign */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  resumeCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The campaign */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  cancelCampaign: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The campaign */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Campaign"];
        };
      };
    };
  };
  getCampaignProgress: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Progress */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["CampaignProgress"];
        };
      };
    };
  };
  listCampaignRecipients: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only messages in this state. */
        status?: "received" | "scheduled" | "queued" | "sending" | "accepted" | "held" | "sent" | "delivered" | "read" | "played" | "failed" | "unknown" | "skipped" | "cancelled";
        /** @description Only messages with this error code of Meta or this skip reason. */
        code?: string;
      };
      header?: never;
      path: {
        /** @description Id of the campaign. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description One page; with a filter it may be short while more follow */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["CampaignRecipientPage"];
        };
      };
    };
  };
  listContactConsents: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description A page of the ledger's rows */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConsentPage"];
        };
      };
    };
  };
  recordConsent: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RecordConsentBody"];
      };
    };
    responses: {
      /** @description The ledger's new row */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Consent"];
        };
      };
    };
  };
  decideConsentHold: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConsentHoldBody"];
      };
    };
    responses: {
      /** @description What was decided */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConsentHoldDecided"];
        };
      };
    };
  };
  getOptOutLink: {
    parameters: {
      query?: {
        /** @description The page's language; without it the browser's. */
        language?: "en" | "pt-BR" | "es" | "de";
      };
      header?: never;
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The link */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["OptOutLink"];
        };
      };
    };
  };
  readConsentFeed: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_after` of the page before; 0 starts at the oldest that is kept. */
        after?: number;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the ledger */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConsentFeed"];
        };
      };
    };
  };
  verifyConsents: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["VerifyLedgerBody"];
      };
    };
    responses: {
      /** @description What was found */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConsentsVerified"];
        };
      };
    };
  };
  proveConsent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the act of consent. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The proof */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConsentProof"];
        };
      };
    };
  };
  listOptInLinks: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those of this number. */
        number?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of links */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["OptInLinkPage"];
        };
      };
    };
  };
  createOptInLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OptInLinkBody"];
      };
    };
    responses: {
      /** @description The link */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["OptInLink"];
        };
      };
    };
  };
  getOptInLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the opt-in link. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The link */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["OptInLink"];
        };
      };
    };
  };
  deleteOptInLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the opt-in link. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateOptInLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the opt-in link. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateOptInLinkBody"];
      };
    };
    responses: {
      /** @description The link */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["OptInLink"];
        };
      };
    };
  };
  drawOptInLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the opt-in link. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The code */
      200: {
        headers: {
        };
        content: {
          /** @example <svg …></svg> */
          "image/svg+xml": string;
        };
      };
    };
  };
  listSuppressions: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those of this person: `con_…`, `ext:…`, a phone (`+…`) or `bsuid:…`. All there are stand on one page. */
        contact?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of suppressions */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SuppressionPage"];
        };
      };
    };
  };
  suppress: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SuppressionBody"];
      };
    };
    responses: {
      /** @description They were on the list already */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Suppression"];
        };
      };
      /** @description They are on the list */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Suppression"];
        };
      };
    };
  };
  release: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the suppression. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description They are off the list */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listContacts: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only contacts with this tag, in whatever case. */
        tag?: string;
        /** @description Only contacts with this in their name or phone number. Letters: each word begins a word of the name (the first eight count), whatever its case and accents. Digits, three at least: how the number begins, or, four at least and without a leading + or 00, how it ends; without a country code it is looked for in the workspace's `default_country` too. Not found: what stands inside a word, words misspelt, digits from the middle of a number. */
        q?: string;
        /** @description Only contacts that are in this segment at the moment. */
        segment?: string;
        /** @description Only contacts that changed after this instant. */
        updated_after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of contacts */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactPage"];
        };
      };
    };
  };
  createContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactBody"];
      };
    };
    responses: {
      /** @description The new contact */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  searchContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SearchContactsBody"];
      };
    };
    responses: {
      /** @description A page of contacts */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactPage"];
        };
      };
    };
  };
  batchContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactBatchBody"];
      };
    };
    responses: {
      /** @description What became of each item */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactBatch"];
        };
      };
    };
  };
  getContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The contact */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  upsertContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactBody"];
      };
    };
    responses: {
      /** @description The contact was there */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      /** @description The contact was created */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  eraseContact: {
    parameters: {
      query: {
        /** @description Nothing brings them back. */
        confirm: "erase";
      };
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `ext:…`, `phone:+…` or `bsuid:…`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is taken up */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["PrivacyRequest"];
        };
      };
    };
  };
  updateContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactBody"];
      };
    };
    responses: {
      /** @description The contact after the change */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  addContactTag: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
        /** @description The tag, in whatever case, percent-encoded. */
        tag: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The contact with the tag */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  removeContactTag: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
        /** @description The tag, in whatever case, percent-encoded. */
        tag: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The contact without the tag */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  mergeContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MergeBody"];
      };
    };
    responses: {
      /** @description The contact that is left */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  unmergeContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UnmergeBody"];
      };
    };
    responses: {
      /** @description The contact that stands for itself again */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
    };
  };
  listContactIdentities: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Phones and user ids */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactIdentityList"];
        };
      };
    };
  };
  listConversations: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only in this status. */
        status?: "open" | "pending" | "snoozed" | "resolved";
        /** @description Only this number's. */
        number?: string;
        /** @description Only those with (or without) unread messages. */
        unread?: boolean;
        /** @description Only those with this contact: `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. Those in which only campaigns have spoken are among them. */
        contact?: string;
        /** @description Only those in which the person has (or has never) written. */
        has_written?: boolean;
        /** @description Only those that are open and in which the person wrote last (or the others). A campaign's message is no reply. */
        needs_reply?: boolean;
        /** @description Only those of a member (`usr_…`), of yourself (`me`), or of nobody (`none`). */
        assignee?: string;
        /** @description Only those with this tag, in whatever case. */
        tag?: string;
        /** @description Only those of this priority. */
        priority?: "low" | "normal" | "high" | "urgent";
        /** @description Only those that are snoozed (or the others). */
        snoozed?: boolean;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of conversations */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConversationPage"];
        };
      };
    };
  };
  countConversations: {
    parameters: {
      query?: {
        /** @description Only this number's. */
        number?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The counts */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConversationCounts"];
        };
      };
    };
  };
  getConversation: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The conversation */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Conversation"];
        };
      };
    };
  };
  updateConversation: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateConversationBody"];
      };
    };
    responses: {
      /** @description The conversation */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Conversation"];
        };
      };
    };
  };
  listConversationMessages: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MessagePage"];
        };
      };
    };
  };
  markConversationRead: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["MarkReadBody"];
      };
    };
    responses: {
      /** @description The conversation, nothing unread */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Conversation"];
        };
      };
    };
  };
  showTyping: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Shown */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  searchConversations: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SearchConversationsBody"];
      };
    };
    responses: {
      /** @description A page of conversations */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConversationPage"];
        };
      };
    };
  };
  handOffConversation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["HandoffBody"];
      };
    };
    responses: {
      /** @description The conversation */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Conversation"];
        };
      };
    };
  };
  releaseConversation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The conversation */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Conversation"];
        };
      };
    };
  };
  listDrafts: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["DraftPage"];
        };
      };
    };
  };
  createDraft: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateDraftBody"];
      };
    };
    responses: {
      /** @description Drafted */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Draft"];
        };
      };
    };
  };
  getDraft: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the draft. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The draft */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Draft"];
        };
      };
    };
  };
  acceptDraft: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the draft. */
        id: string;
      };
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["AcceptDraftBody"];
      };
    };
    responses: {
      /** @description The template */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  readEvents: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_after` of the page before; 0 starts at the oldest that is kept. */
        after?: number;
        /** @description Only these types, separated by commas. */
        types?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Events after the sequence */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["EventFeed"];
        };
      };
    };
  };
  streamEvents: {
    parameters: {
      query?: {
        /** @description Begin behind this sequence. Left out: with what is told from now on. */
        after?: number;
        /** @description Only these types, separated by commas. */
        types?: string;
      };
      header?: {
        /** @description The `id` that was read last; counts before `after`. */
        "Last-Event-ID"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream */
      200: {
        headers: {
        };
        content: {
          /**
           * @example id: 17
           *     event: message.delivered
           *     data: {"seq":17}
           */
          "text/event-stream": string;
        };
      };
    };
  };
  getEvent: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the event. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The event */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Event"];
        };
      };
    };
  };
  listExports: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of exports */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ExportPage"];
        };
      };
    };
  };
  createExport: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ExportBody"];
      };
    };
    responses: {
      /** @description It is being written */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Export"];
        };
      };
    };
  };
  getExport: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the export. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The export */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Export"];
        };
      };
    };
  };
  getBusinessHours: {
    requestBody?: never;
    responses: {
      /** @description The hours */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["BusinessHours"];
        };
      };
    };
  };
  putBusinessHours: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BusinessHoursBody"];
      };
    };
    responses: {
      /** @description Written */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["BusinessHours"];
        };
      };
    };
  };
  listImports: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of imports */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ImportPage"];
        };
      };
    };
  };
  createImport: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    /** @description A form with the file in it, and how to read it. */
    requestBody: {
      content: {
        "multipart/form-data": {
          /**
           * Format: binary
           * @description CSV with a line of headers, separated by comma, semicolon, tab or bar, in UTF-8, UTF-16 or Windows-1252: at most 1,000,000 rows, 200 MB, 1 MB a line.
           */
          file: Blob;
          /**
           * @description A JSON object: by header, in whatever case, what the column becomes: `phone`, `bsuid`, `external_id`, `name`, `language`, `timezone`, `tags`, `fields.<key>`, `consent`, `consent_at` or `ignore`; or an object `{to, type?, choices?}` whose `type` is that of the values of a field that the workspace has not declared (a declared one has its own): `text`, `number`, `boolean`, `date`, `choice`, `email`. Other columns are ignored.
           * @example {"Phone": "phone", "Full name": "name", "Born": {"to": "fields.born", "type": "date"}}
           */
          mapping: string;
          /**
           * @description A JSON object, `ConsentDeclaration`: that the people of the file consented. Without it nobody is recorded to have. Requires `consents:write`.
           * @example {"purpose": "marketing", "statement": "I agree to offers on WhatsApp.", "source": "Paper form", "declared_by": "Ana Almeida"}
           */
          consent?: string;
          /**
           * @description `true`: only find out what would happen.
           * @example true
           */
          dry_run?: string;
          /**
           * @description `update` (when it is left out): a row whose phone, user id or external id a contact has changes that contact. `error`: it is rejected.
           * @example update
           */
          on_conflict?: string;
          /**
           * @description Reads phone numbers without a country code, ISO 3166-1, two letters; the workspace's when it is left out.
           * @example BR
           */
          default_country?: string;
          /**
           * @description A JSON array of tags that every contact of the file gets.
           * @example ["spring fair"]
           */
          tags?: string;
        };
      };
    };
    responses: {
      /** @description It is being imported */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
    };
  };
  getImport: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The import */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
    };
  };
  getImportErrors: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the import. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The table */
      200: {
        headers: {
        };
        content: {
          /**
           * @example line,column,code,value,outcome,message
           *     812,Phone,invalid_phone,12,rejected,The phone number is too short.
           */
          "text/csv": string;
        };
      };
    };
  };
  runImport: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is being imported */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
    };
  };
  undoImport: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the import. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is being undone */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Import"];
        };
      };
    };
  };
  listInboundChanges: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only changes of this field of Meta. */
        field?: string;
        /** @description `applied` when every part was interpreted, `stored` when a part was only kept. */
        state?: "applied" | "stored";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of changes */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["InboundChangePage"];
        };
      };
    };
  };
  uploadMedia: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    /** @description The file itself under its own type, or a form with the file in it. */
    requestBody: {
      content: {
        "multipart/form-data": {
          /**
           * Format: binary
           * @description The file, with its type.
           */
          file: Blob;
          /**
           * @description The file's type, when the part does not say it. Stands before the file.
           * @example image/jpeg
           */
          type?: string;
          /**
           * @description Accepted and ignored, as in Meta's form.
           * @example whatsapp
           */
          messaging_product?: string;
        };
      };
    };
    responses: {
      /** @description Stored */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Media"];
        };
      };
    };
  };
  getMedia: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the medium. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The medium */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Media"];
        };
      };
    };
  };
  deleteMedia: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the medium. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  getMediaContent: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the medium. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          /** @example text */
          "image/jpeg": Blob;
        };
      };
      /** @description The range that was asked for */
      206: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          /** @example text */
          "image/jpeg": Blob;
        };
      };
    };
  };
  refetchMedia: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the medium. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is being fetched, or is here */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Media"];
        };
      };
    };
  };
  listMessages: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only the message with this id of Meta. */
        wamid?: string;
        /** @description Only those with your reference. */
        client_ref?: string;
        /** @description Only this campaign's. */
        campaign?: string;
        /** @description Only what this number sent or received. */
        number?: string;
        /** @description Only from people, or only to people. */
        direction?: "inbound" | "outbound";
        /** @description Only in this state. */
        status?: "received" | "scheduled" | "queued" | "sending" | "accepted" | "held" | "sent" | "delivered" | "read" | "played" | "failed" | "unknown" | "skipped" | "cancelled";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of messages */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MessagePage"];
        };
      };
    };
  };
  sendMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SendMessageBody"];
      };
    };
    responses: {
      /** @description Taken over for sending */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
    };
  };
  sendMessages: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MessageBatchBody"];
      };
    };
    responses: {
      /** @description What became of each item */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MessageBatch"];
        };
      };
    };
  };
  getMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the message. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The message */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
    };
  };
  rescheduleMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the message. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RescheduleBody"];
      };
    };
    responses: {
      /** @description It waits for the new instant */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
    };
  };
  cancelMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the message. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Cancelled */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
    };
  };
  resendMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the message. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResendBody"];
      };
    };
    responses: {
      /** @description Taken over for sending, as a new message */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
    };
  };
  listNotes: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NotePage"];
        };
      };
    };
  };
  addNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoteBody"];
      };
    };
    responses: {
      /** @description The note */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Note"];
        };
      };
    };
  };
  listMentions: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["MentionPage"];
        };
      };
    };
  };
  markMentionsRead: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MarkMentionsBody"];
      };
    };
    responses: {
      /** @description Marked */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  deleteNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
        /** @description Id of the note. */
        note: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  editNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the conversation. */
        id: string;
        /** @description Id of the note. */
        note: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoteBody"];
      };
    };
    responses: {
      /** @description The note */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Note"];
        };
      };
    };
  };
  rotateGraphToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The new token */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["GraphAccess"];
        };
      };
    };
  };
  getGraphWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The URL */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["GraphWebhookAddress"];
        };
      };
    };
  };
  setGraphWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GraphWebhookBody"];
      };
    };
    responses: {
      /** @description Set */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["GraphWebhook"];
        };
      };
    };
  };
  deleteGraphWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description No URL is set */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  getNumberHealth: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Its health */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberHealth"];
        };
      };
    };
  };
  getNumberLimits: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Its limits */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberLimits"];
        };
      };
    };
  };
  countSetAside: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description How many, by reason */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberSetAside"];
        };
      };
    };
  };
  askNumberDoctor: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Every check */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberDoctor"];
        };
      };
    };
  };
  getNumberKeywords: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The words */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberKeywords"];
        };
      };
    };
  };
  setNumberKeywords: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NumberKeywords"];
      };
    };
    responses: {
      /** @description The words as they hold now */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberKeywords"];
        };
      };
    };
  };
  getNumberProfile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The profile */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberProfile"];
        };
      };
    };
  };
  updateNumberProfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateNumberProfileBody"];
      };
    };
    responses: {
      /** @description The profile as it is now */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberProfile"];
        };
      };
    };
  };
  getNumberComponents: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description What is offered */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberComponents"];
        };
      };
    };
  };
  setNumberComponents: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NumberComponentsBody"];
      };
    };
    responses: {
      /** @description What is offered now */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberComponents"];
        };
      };
    };
  };
  listNumberQrCodes: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description One page of codes */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["QrCodePage"];
        };
      };
    };
  };
  createNumberQrCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateQrCodeBody"];
      };
    };
    responses: {
      /** @description The new code */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["QrCode"];
        };
      };
    };
  };
  deleteNumberQrCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
        /** @description The `code` of a QR code of this number. */
        code: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The code is gone */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateNumberQrCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
        /** @description The `code` of a QR code of this number. */
        code: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateQrCodeBody"];
      };
    };
    responses: {
      /** @description The code as it is now */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["QrCode"];
        };
      };
    };
  };
  registerNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RegisterNumberBody"];
      };
    };
    responses: {
      /** @description Registered */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  deregisterNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deregistered */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  verifyNumberCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["VerifyNumberCodeBody"];
      };
    };
    responses: {
      /** @description The code is on its way, or was taken */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberVerification"];
        };
      };
    };
  };
  listBlockedPeople: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description One page of people */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["BlockedPeoplePage"];
        };
      };
    };
  };
  blockPeople: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BlockedPeopleBody"];
      };
    };
    responses: {
      /** @description What became of each */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["BlockedPeopleResults"];
        };
      };
    };
  };
  unblockPeople: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BlockedPeopleBody"];
      };
    };
    responses: {
      /** @description What became of each */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["BlockedPeopleResults"];
        };
      };
    };
  };
  listNumbers: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberPage"];
        };
      };
    };
  };
  connectNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConnectNumberBody"];
      };
    };
    responses: {
      /** @description Connected */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ConnectedNumber"];
        };
      };
    };
  };
  getNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The number */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  disconnectNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Disconnected */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateNumberBody"];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  replaceNumberToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplaceTokenBody"];
      };
    };
    responses: {
      /** @description Replaced */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  pauseNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Paused */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  resumeNumber: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Resumed */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Number"];
        };
      };
    };
  };
  signUpNumbers: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignUpNumbersBody"];
      };
    };
    responses: {
      /** @description The numbers that are connected now */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SignedUpNumbers"];
        };
      };
    };
  };
  getDataMap: {
    requestBody?: never;
    responses: {
      /** @description The map */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["DataMap"];
        };
      };
    };
  };
  getProcessors: {
    requestBody?: never;
    responses: {
      /** @description The register */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Processors"];
        };
      };
    };
  };
  getPrivacyControls: {
    requestBody?: never;
    responses: {
      /** @description The clauses */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["PrivacyControls"];
        };
      };
    };
  };
  listPrivacyRequests: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those that stand so. */
        status?: "open" | "running" | "completed" | "rejected";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of requests */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["PrivacyRequestPage"];
        };
      };
    };
  };
  createPrivacyRequest: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PrivacyRequestBody"];
      };
    };
    responses: {
      /** @description It is taken up */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["PrivacyRequest"];
        };
      };
    };
  };
  getPrivacyRequest: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the request about a person's data. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The request */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["PrivacyRequest"];
        };
      };
    };
  };
  completePrivacyRequest: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the request about a person's data. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is done */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["PrivacyRequest"];
        };
      };
    };
  };
  rejectPrivacyRequest: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the request about a person's data. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RejectPrivacyRequestBody"];
      };
    };
    responses: {
      /** @description It is refused */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["PrivacyRequest"];
        };
      };
    };
  };
  getErasureCertificate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the request about a person's data. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The certificate */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ErasureCertificate"];
        };
      };
    };
  };
  downloadPrivacyRequest: {
    parameters: {
      query?: {
        /** @description Which file. */
        part?: "data" | "messages" | "media";
      };
      header?: never;
      path: {
        /** @description Id of the request about a person's data. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
        };
        content: {
          /** @example text */
          "application/json": unknown;
        };
      };
    };
  };
  setNumberProfilePicture: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ProfilePictureBody"];
      };
    };
    responses: {
      /** @description The profile as it is now */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NumberProfile"];
        };
      };
    };
  };
  listRuns: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those of this automation. */
        automation?: string;
        /** @description Only those that stand so. */
        status?: "waiting" | "completed" | "failed" | "stopped" | "handed_off";
        /** @description Only those of this contact: `con_…`, `phone:+…`, `bsuid:…`, `ext:…`. */
        contact?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationRunPage"];
        };
      };
    };
  };
  getRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the run. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The run */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["AutomationRunDetail"];
        };
      };
    };
  };
  stopRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the run. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Ended */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AutomationRunDetail"];
        };
      };
    };
  };
  search: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description What is looked for, at most 200 characters. Every word must be there, whatever its case and accents, and the last may go on; in scripts without spaces characters that stand together. Of contacts as `q` of their list. */
        q?: string;
        /** @description Among what. Contacts require `contacts:read` as well. */
        kind?: "messages" | "contacts";
        /** @description Only messages of this conversation. */
        conversation?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was found */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SearchPage"];
        };
      };
    };
  };
  listAssignmentRules: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of rules */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AssignmentRulePage"];
        };
      };
    };
  };
  createAssignmentRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AssignmentRuleBody"];
      };
    };
    responses: {
      /** @description The rule */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AssignmentRule"];
        };
      };
    };
  };
  getAssignmentRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the rule of assignment. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The rule */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["AssignmentRule"];
        };
      };
    };
  };
  replaceAssignmentRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the rule of assignment. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AssignmentRuleBody"];
      };
    };
    responses: {
      /** @description The rule */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["AssignmentRule"];
        };
      };
    };
  };
  deleteAssignmentRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the rule of assignment. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listQuickReplies: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of quick replies */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["QuickReplyPage"];
        };
      };
    };
  };
  createQuickReply: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["QuickReplyBody"];
      };
    };
    responses: {
      /** @description The quick reply */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["QuickReply"];
        };
      };
    };
  };
  getQuickReply: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the quick reply. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The quick reply */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["QuickReply"];
        };
      };
    };
  };
  deleteQuickReply: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the quick reply. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateQuickReply: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the quick reply. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateQuickReplyBody"];
      };
    };
    responses: {
      /** @description The quick reply */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["QuickReply"];
        };
      };
    };
  };
  renderQuickReply: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the quick reply. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RenderQuickReplyBody"];
      };
    };
    responses: {
      /** @description The text */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["RenderedQuickReply"];
        };
      };
    };
  };
  listSegments: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of segments */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SegmentPage"];
        };
      };
    };
  };
  createSegment: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SegmentBody"];
      };
    };
    responses: {
      /** @description The segment */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Segment"];
        };
      };
    };
  };
  previewSegment: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PreviewSegmentBody"];
      };
    };
    responses: {
      /** @description How many pass, and some of them */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SegmentPreview"];
        };
      };
    };
  };
  getSegment: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the segment. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The segment */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Segment"];
        };
      };
    };
  };
  deleteSegment: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the segment. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateSegment: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the segment. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateSegmentBody"];
      };
    };
    responses: {
      /** @description The segment */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Segment"];
        };
      };
    };
  };
  getContactTimeline: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description A page of what happened */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TimelinePage"];
        };
      };
    };
  };
  listTags: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of tags */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TagPage"];
        };
      };
    };
  };
  deleteTag: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The tag, in whatever case, percent-encoded. */
        tag: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is being taken away */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TagChange"];
        };
      };
    };
  };
  renameTag: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description The tag, in whatever case, percent-encoded. */
        tag: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RenameTagBody"];
      };
    };
    responses: {
      /** @description It is being renamed */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TagChange"];
        };
      };
    };
  };
  listContactNotes: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactNotePage"];
        };
      };
    };
  };
  addContactNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactNoteBody"];
      };
    };
    responses: {
      /** @description The note */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactNote"];
        };
      };
    };
  };
  deleteContactNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
        /** @description Id of the note. */
        note: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  editContactNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
        /** @description Id of the note. */
        note: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactNoteBody"];
      };
    };
    responses: {
      /** @description The note */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["ContactNote"];
        };
      };
    };
  };
  listFields: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of fields */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["FieldPage"];
        };
      };
    };
  };
  createField: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["FieldBody"];
      };
    };
    responses: {
      /** @description The field */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Field"];
        };
      };
    };
  };
  getField: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the field of contacts. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The field */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Field"];
        };
      };
    };
  };
  deleteField: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the field of contacts. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateField: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the field of contacts. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateFieldBody"];
      };
    };
    responses: {
      /** @description The field */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Field"];
        };
      };
    };
  };
  getRetention: {
    requestBody?: never;
    responses: {
      /** @description What is kept */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Retention"];
        };
      };
    };
  };
  putRetention: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RetentionBody"];
      };
    };
    responses: {
      /** @description What is kept */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Retention"];
        };
      };
    };
  };
  holdWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LegalHoldBody"];
      };
    };
    responses: {
      /** @description It is held */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["LegalHold"];
        };
      };
    };
  };
  releaseWorkspace: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is ended */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  listLegalHolds: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of holds */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["LegalHoldPage"];
        };
      };
    };
  };
  holdContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LegalHoldBody"];
      };
    };
    responses: {
      /** @description It is held */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["LegalHold"];
        };
      };
    };
  };
  releaseHeldContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description `con_…`, `phone:+…`, `bsuid:US.…` or `ext:<external_id>`, percent-encoded. */
        contact: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is ended */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  reviewSandboxTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxReview"];
      };
    };
    responses: {
      /** @description The decision is on its way */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxReviewAccepted"];
        };
      };
    };
  };
  announceSandboxNews: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxNews"];
      };
    };
    responses: {
      /** @description The news is on its way */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxNewsAccepted"];
        };
      };
    };
  };
  sandboxInbound: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxInbound"];
      };
    };
    responses: {
      /** @description The message is on its way */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxInboundAccepted"];
        };
      };
    };
  };
  sandboxStatus: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the number. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxStatus"];
      };
    };
    responses: {
      /** @description The status is on its way */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxStatusAccepted"];
        };
      };
    };
  };
  listSandboxRecipients: {
    requestBody?: never;
    responses: {
      /** @description Every magic ending */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxRecipientList"];
        };
      };
    };
  };
  getSandboxFaults: {
    requestBody?: never;
    responses: {
      /** @description Rules and seed */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxFaultPlan"];
        };
      };
    };
  };
  setSandboxFaults: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxFaults"];
      };
    };
    responses: {
      /** @description Rules and seed */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxFaultPlan"];
        };
      };
    };
  };
  clearSandboxFaults: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No rules are left */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  getSandboxClock: {
    requestBody?: never;
    responses: {
      /** @description The time */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxClock"];
        };
      };
    };
  };
  moveSandboxClock: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxClockMove"];
      };
    };
    responses: {
      /** @description The new time */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxClock"];
        };
      };
    };
  };
  listSandboxLedger: {
    parameters: {
      query?: {
        /** @description Only this number's. */
        number?: string;
        /** @description Only what was posted to this phone number or user id. */
        to?: string;
        /** @description Only with this outcome. */
        outcome?: "accepted" | "refused" | "accepted_response_lost";
        /** @description Only entries after this `seq`. */
        after?: number;
        /** @description How many entries to answer, 1 to 100. */
        limit?: number;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Entries of the ledger */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxLedger"];
        };
      };
    };
  };
  getSandboxLedgerSummary: {
    parameters: {
      query?: {
        /** @description Only this number's. */
        number?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Totals */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxLedgerSummary"];
        };
      };
    };
  };
  sandboxSignUp: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SandboxSignupBody"];
      };
    };
    responses: {
      /** @description The code that the browser is given */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["SandboxSignup"];
        };
      };
    };
  };
  listTemplateLibrary: {
    parameters: {
      query?: {
        /** @description Only those in this language. */
        language?: "en" | "es" | "pt_BR" | "de";
        /** @description Only those of this category. */
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION";
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The examples */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TemplateLibrary"];
        };
      };
    };
  };
  syncTemplates: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description They are being read */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TemplateSync"];
        };
      };
    };
  };
  listTemplateHistory: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_after` of the page before; 0 starts at the oldest that is kept. */
        after?: number;
      };
      header?: never;
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Oldest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TemplateHistory"];
        };
      };
    };
  };
  previewTemplate: {
    parameters: {
      query?: {
        /** @description The contact to fill it for; without one the examples are shown. */
        contact?: string;
      };
      header?: never;
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The rendered template */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TemplatePreview"];
        };
      };
    };
  };
  duplicateTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DuplicateTemplateBody"];
      };
    };
    responses: {
      /** @description The draft */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  unpauseTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description As Meta has it now */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  archiveTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Put away */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  unarchiveTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Back */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  listTemplates: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only those in this status. */
        status?: "draft" | "pending" | "approved" | "rejected" | "paused" | "disabled" | "missing_upstream" | "in_appeal" | "limit_exceeded" | "archived" | "deleted";
        /** @description Only those that this number can send: its account's. */
        number?: string;
        /** @description Only those of this category. */
        category?: "MARKETING" | "UTILITY" | "AUTHENTICATION";
        /** @description Only those in this language, Meta's code. */
        language?: string;
        /** @description `true`: only those that were put away; `false`: only the others. */
        archived?: "true" | "false";
        /** @description Only those whose name begins so. */
        name?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TemplatePage"];
        };
      };
    };
  };
  createTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateTemplateBody"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  lintTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LintTemplateBody"];
      };
    };
    responses: {
      /** @description What was found */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TemplateProblems"];
        };
      };
    };
  };
  getTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The template */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  deleteTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateTemplate: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of the version that was read and is changed now. */
        "If-Match": string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateTemplateBody"];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  submitTemplate: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the template. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description In review */
      202: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
    };
  };
  rotateWebhookSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RotateSecretBody"];
      };
    };
    responses: {
      /** @description The new secret */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["WebhookWithSecret"];
        };
      };
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description What became of it */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["WebhookTest"];
        };
      };
    };
  };
  enableWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Enabled */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  replayWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplayBody"];
      };
    };
    responses: {
      /** @description It is posted */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Replay"];
        };
      };
    };
  };
  listDeliveries: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
        /** @description Only attempts with this outcome. */
        outcome?: "succeeded" | "pending" | "failed" | "abandoned";
        /** @description Id of the event. */
        event_id?: string;
      };
      header?: never;
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["DeliveryPage"];
        };
      };
    };
  };
  retryDelivery: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the attempt to deliver an event. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description It is posted */
      202: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["Delivery"];
        };
      };
    };
  };
  listWebhooks: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["WebhookPage"];
        };
      };
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateWebhookBody"];
      };
    };
    responses: {
      /** @description Created, with its secret */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["WebhookWithSecret"];
        };
      };
    };
  };
  getWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of what you have: if it is the same still, the answer is 304. */
        "If-None-Match"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description The webhook */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
  updateWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the version to change. Left out: whichever stands now. */
        "If-Match"?: string;
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the webhook. */
        id: string;
      };
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateWebhookBody"];
      };
    };
    responses: {
      /** @description Changed */
      200: {
        headers: {
          /** @description The version, for `If-Match` and `If-None-Match`. */
          ETag: string;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
    };
  };
  listTriggers: {
    parameters: {
      query?: {
        /** @description How many rows to answer, 1 to 100. */
        limit?: number;
        /** @description `next_cursor` of the page before, as it was answered. */
        after?: string;
      };
      header?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Newest first */
      200: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["TriggerPage"];
        };
      };
    };
  };
  createTrigger: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TriggerBody"];
      };
    };
    responses: {
      /** @description Made */
      201: {
        headers: {
        };
        content: {
          "application/json": components["schemas"]["NewTrigger"];
        };
      };
    };
  };
  deleteTrigger: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 255 visible ASCII characters that name this act. */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description Id of the trigger. */
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
        };
        content?: never;
      };
    };
  };
}
