/**
 * Every failure a caller can see. Adding a row here is the only way to add one: the HTTP status, the OpenAPI response and
 * the problem document all derive from it. Codes are the contract's and are never renamed.
 */
export const PROBLEMS = {
  malformed_json: { status: 400, title: "The body is not JSON" },
  body_required: { status: 400, title: "A body is required" },
  body_not_object: { status: 400, title: "The body must be a JSON object" },
  too_deep: { status: 400, title: "The body is nested too deeply" },
  too_many_keys: { status: 400, title: "The body has too many members" },
  forbidden_key: { status: 400, title: "The body has a member name that is not allowed" },
  invalid_utf8: { status: 400, title: "The body is not UTF-8" },
  invalid_unicode: { status: 400, title: "A text holds a lone surrogate or a NUL" },
  invalid_request: { status: 400, title: "The request does not match its schema" },
  invalid_cursor: { status: 400, title: "The cursor is not one of ours for this list" },
  out_of_range: { status: 400, title: "A value is out of its range" },
  duplicate_parameter: { status: 400, title: "A query parameter is given twice" },
  unknown_parameter: { status: 400, title: "A query parameter is not known" },
  invalid_idempotency_key: {
    status: 400,
    title: "The idempotency key is not 1 to 255 visible ASCII characters",
  },
  idempotency_key_required: { status: 400, title: "This call requires an Idempotency-Key" },
  key_in_url: { status: 400, title: "A credential must never travel in a URL" },
  unauthenticated: { status: 401, title: "A credential is required" },
  invalid_token: { status: 401, title: "The credential is not valid" },
  invalid_credentials: { status: 401, title: "E-mail or password is wrong" },
  invalid_signature: { status: 401, title: "The signature does not match" },
  missing_scope: { status: 403, title: "The credential lacks a required scope" },
  invalid_verify_token: { status: 403, title: "The verify token does not match" },
  csrf: { status: 403, title: "The request did not come from a page of ours" },
  reauth_required: { status: 403, title: "The call takes the password again" },
  email_unverified: { status: 403, title: "The e-mail address is not confirmed yet" },
  ai_disabled: { status: 403, title: "AI is turned off in this workspace" },
  owner_required: { status: 403, title: "Only an owner may do this" },
  registration_closed: { status: 403, title: "Registration is not open here" },
  not_author: { status: 403, title: "Only who wrote it may do this" },
  link_expired: { status: 403, title: "The link has run out" },
  workspace_closing: { status: 403, title: "The workspace is closed" },
  workspace_suspended: { status: 403, title: "The workspace is suspended" },
  not_found: { status: 404, title: "No such resource" },
  method_not_allowed: { status: 405, title: "The resource does not know this method" },
  not_acceptable: { status: 406, title: "Only JSON can be answered" },
  cursor_expired: { status: 410, title: "The feed no longer holds that position" },
  invitation_expired: { status: 410, title: "The invitation has run out" },
  erased: { status: 410, title: "What the call was about was erased since" },
  link_used: { status: 410, title: "The link was used" },
  file_expired: { status: 410, title: "The file is kept no longer" },
  media_unavailable: { status: 410, title: "The medium cannot be had any more" },
  email_taken: { status: 409, title: "An account has this e-mail" },
  contact_exists: { status: 409, title: "A contact has this identity" },
  number_taken: { status: 409, title: "The number is connected elsewhere" },
  waba_taken: { status: 409, title: "The WABA belongs to another workspace" },
  mixed_number_kinds: { status: 409, title: "A workspace holds numbers of one kind" },
  number_paused: { status: 409, title: "The number is paused" },
  number_needs_reauth: { status: 409, title: "The number needs a new access token" },
  last_owner: { status: 409, title: "A workspace would be left without an owner" },
  invalid_state: { status: 409, title: "The resource is not in a state that allows this" },
  idempotency_in_progress: { status: 409, title: "The first call with this key is still running" },
  template_exists: { status: 409, title: "A template has this name and language" },
  edit_limit: { status: 409, title: "Meta lets an approved template be edited once a day" },
  template_in_use: { status: 409, title: "The template is in use" },
  withdrawn_by_person: {
    status: 409,
    title: "The person withdrew; only the person can grant again",
  },
  field_mismatch: { status: 409, title: "Contacts hold values that are not of the type" },
  name_taken: { status: 409, title: "Another one has this name" },
  keyword_taken: { status: 409, title: "The text means something on this number already" },
  shortcut_taken: { status: 409, title: "A quick reply has this shortcut" },
  duplicate_client_ref: { status: 409, title: "A message has this client_ref" },
  merge_too_old: { status: 409, title: "The merge is too old to be undone" },
  precondition_failed: { status: 412, title: "The resource has changed" },
  body_too_large: { status: 413, title: "The body is too large" },
  uri_too_long: { status: 414, title: "The URL is too long" },
  unsupported_media_type: { status: 415, title: "The content type is not supported" },
  not_csv: { status: 415, title: "The file is not CSV" },
  type_mismatch: { status: 415, title: "The file is not of the type that it is said to be" },
  range_not_satisfiable: { status: 416, title: "The file has no such bytes" },
  precondition_required: { status: 428, title: "The call must name the version it changes" },
  invalid_phone: { status: 422, title: "The phone number is not valid" },
  country_required: { status: 422, title: "The phone number has no country code" },
  invalid_user_id: { status: 422, title: "The business-scoped user id is not valid" },
  invalid_field: { status: 422, title: "A value is not of its field's type" },
  invalid_timezone: { status: 422, title: "The time zone is not an IANA name" },
  password_too_short: { status: 422, title: "The password has fewer than 8 bytes" },
  password_too_long: { status: 422, title: "The password has more than 256 bytes" },
  breached_password: { status: 422, title: "The password is among those that are tried first" },
  invalid_invitation: { status: 422, title: "The invitation cannot be used" },
  unknown_scope: { status: 422, title: "A scope is not known" },
  unknown_field: { status: 422, title: "A filter names a field that is not known" },
  filter_too_complex: { status: 422, title: "The filter is too deep or too large" },
  query_required: { status: 422, title: "A search needs a letter or digit" },
  query_too_long: { status: 422, title: "The search is too long" },
  same_contact: { status: 422, title: "Both selectors name one contact" },
  purpose_mismatch: { status: 422, title: "The purpose does not fit the template's category" },
  window_closed: { status: 422, title: "The customer service window is closed" },
  consent_required: { status: 422, title: "Marketing needs the person's consent" },
  recipient_suppressed: { status: 422, title: "The recipient is on the suppression list" },
  recipient_is_sender: { status: 422, title: "The recipient is the sending number" },
  phone_required: { status: 422, title: "This message needs a phone number" },
  template_not_sendable: { status: 422, title: "The template is not approved" },
  template_parameters: { status: 422, title: "The parameters do not fit the template" },
  unsupported_type: { status: 422, title: "This message type is not supported" },
  unsupported_media: { status: 422, title: "WhatsApp does not take this file" },
  lint_failed: { status: 422, title: "The template or automation breaks a rule" },
  empty_audience: { status: 422, title: "Nobody in the audience can be sent to" },
  missing_variable: { status: 422, title: "A template variable has no value" },
  number_rejected: { status: 422, title: "Meta does not confirm this number" },
  url_not_allowed: { status: 422, title: "This URL cannot be called" },
  meta_refused: { status: 422, title: "Meta refuses this" },
  personal_data: { status: 422, title: "A text holds data of somebody" },
  encoding: { status: 422, title: "The text is neither UTF-8, UTF-16 nor Windows-1252" },
  empty_file: { status: 422, title: "The file has no rows" },
  header_missing: { status: 422, title: "A column is not in the file" },
  duplicate_header: { status: 422, title: "Two columns have one name" },
  unclosed_quote: { status: 422, title: "A quoted text does not end" },
  line_too_long: { status: 422, title: "A line is too long" },
  too_many_rows: { status: 422, title: "The file has too many rows" },
  idempotency_mismatch: { status: 422, title: "The key was used with another request" },
  rate_limited: { status: 429, title: "Too many requests" },
  quota_exceeded: { status: 429, title: "The quota is used up" },
  headers_too_large: { status: 431, title: "A request header is too long" },
  internal: { status: 500, title: "Unexpected error" },
  ai_unavailable: { status: 502, title: "No model gave a usable answer" },
  meta_error: { status: 502, title: "Meta answered with an error" },
  capacity_exhausted: { status: 503, title: "No database is free at the moment" },
  unavailable: { status: 503, title: "A part of the service cannot be reached" },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field's fault: a JSON pointer (RFC 6901) into the body, or the name of a header or query parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** What Meta said when it refused, as far as a caller may see it. */
export interface MetaFault {
  readonly code: number;
  readonly title: string;
  readonly detail: string | null;
  readonly fbtrace_id: string | null;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly meta?: MetaFault;
  readonly retryAfterSeconds?: number;
  /** Further members of the problem document, e.g. `contact_id` of the contact that exists. */
  readonly members?: Readonly<
    Record<string, string | number | null | readonly Readonly<Record<string, string>>[]>
  >;
  /** Further headers, e.g. `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An expected failure of a verb. Anything else that reaches the edge is a bug and becomes `internal`. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.code = code;
    this.extras = extras;
  }
}

/**
 * The thing that the path names is not there. One answer for an id that never was, that is malformed, and that is another
 * workspace's, so that nobody can tell them apart. A reference inside the body is a `fieldError` instead.
 */
export const notFound = (): AppError =>
  new AppError("not_found", "There is no such resource in this workspace.");

/** The common case: one field of the body is at fault. `pointer` is a JSON pointer such as `/phone`. */
export const fieldError = (code: ProblemCode, pointer: string, detail: string): AppError =>
  new AppError(code, detail, { errors: [{ pointer, code, message: detail }] });
