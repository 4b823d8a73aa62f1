/**
 * What a person can do about a refusal of Meta's, or about what the doctor of a number finds, by a code that is never renamed: whoever shows it in another language
 * translates the code. One code may answer several errors.
 */
export const REMEDIES = {
  new_token: "Give the number a new access token.",
  fix_template_parameters: "Correct the template's parameters, then send again as a new message.",
  check_request: "Try again; if it stays, check the request against Meta's reference.",
  meta_overloaded: "Meta is overloaded or down for a moment; it is tried again by itself.",
  grant_app_permission:
    "Give the app the permission it lacks, then give the number a new access token.",
  app_calls_limited: "The app makes too many calls; it slows down by itself.",
  grant_whatsapp_permissions:
    "Grant the WhatsApp permissions again, then give the number a new access token.",
  reconnect_number: "The number was deleted at Meta, or the token cannot see it: connect it again.",
  fix_parameter: "A parameter is not known or too long: correct the request.",
  account_restricted: "Meta restricted the account for its policy: see Account Quality at Meta.",
  account_calls_limited: "The account makes too many calls; it slows down.",
  unblock_person: "You blocked this person: unblock before you write.",
  number_too_fast: "The number sends faster than Meta allows; it slows down.",
  marketing_experiment: "Meta keeps this person out of marketing for an experiment.",
  country_not_allowed: "This account may not message that country.",
  meta_failed: "Meta failed for a reason it does not give.",
  grant_removed_permission:
    "A permission was removed: grant it, then give the number a new access token.",
  add_parameter: "A required parameter is missing: correct the request.",
  fix_parameter_value: "A parameter has a value that Meta does not take: correct the request.",
  meta_service_down: "A service of Meta is down for a moment; it is tried again by itself.",
  recipient_is_sender: "The recipient is the sending number itself.",
  person_unreachable:
    "The person cannot be reached: not on WhatsApp, an old app, or terms not accepted.",
  add_test_recipient: "A test number reaches only listed recipients: add this one at Meta.",
  account_locked: "Meta locked the account: see Account Quality at Meta.",
  approve_display_name: "Have the number's display name approved at Meta.",
  mend_payment: "Meta cannot charge the account: mend the payment method, then resume.",
  register_number_again: "Register the number at Meta again.",
  send_template: "More than 24 hours since the person last wrote: send a template.",
  number_quality_limited:
    "Meta limits the number for its quality: wait a day and look at what is reported.",
  wait_for_marketing_limit:
    "Meta withholds marketing from this person for now: wait a day at least.",
  person_stopped_marketing:
    "The person stopped your marketing: only the person can allow it again.",
  type_not_supported: "Meta does not send messages of this type.",
  media_not_fetched: "The media of the message could not be fetched.",
  fix_media: "The media could not be taken: check its link, its type and its size.",
  too_many_to_person: "Too many messages to this person; it waits.",
  account_serviced: "The account is being serviced by Meta; it waits a minute.",
  template_with_bid: "A template with a bid goes through Meta's marketing messages only.",
  phone_needed: "This message needs the person's phone number.",
  use_marketing_messages:
    "Meta sends this account's marketing through its marketing messages only.",
  correct_template_categories:
    "Meta limits the account for templates in a wrong category: correct them.",
  approve_template: "The template does not exist in this language or is not approved.",
  shorten_text: "The text is too long once the values are filled in: shorten them.",
  edit_template: "The template breaks Meta's content policy: edit it.",
  template_paused: "Meta paused the template for low quality: wait until it is approved again.",
  replace_template: "Meta disabled the template for good: make another.",
  mend_flow: "The flow is blocked: mend it at Meta.",
  flow_throttled: "The flow is throttled; it waits an hour.",
  meta_server_down: "A server of Meta is down for a moment; it is tried again by itself.",
  verify_number: "Verify the number at Meta first.",
  register_number: "Register the number at Meta first.",
  accept_payment_terms: "Accept Meta's payment terms first.",
  send_plain_message: "Meta takes only marketing templates this way: send it as a plain message.",
  template_being_prepared: "Meta still prepares the template; it waits.",
  use_other_template: "Meta does not take this template this way: use another.",
  parameter_not_named: "Meta does not say which parameter it refused.",
  confirm_identity: "The person's identity changed: confirm it, then send again.",
  number_being_moved: "The number is being moved by Meta; it waits.",
  look_up_code: "Meta gave a code that is not in the table: look it up in Meta's reference.",
  no_reason: "Meta gave no reason.",
  grant_missing_permission:
    "Grant the permission that is missing, then give the number a new access token.",
  meta_says_it_passes: "Meta says that it passes; it is tried again by itself.",
  check_number_access: "Meta refused without giving a reason: look at the number's access.",
  calls_limited: "Too many calls are made; it slows down by itself.",
  deregister_again: "The last deregistration was not finished: deregister the number again.",
  correct_pin: "Give the number's own two-step verification PIN, or reset it at Meta.",
  wait_with_pin: "The PIN was guessed too often: wait, then give the right one.",
  number_just_deleted: "The number was deleted a moment ago: wait five minutes.",
  registrations_limited:
    "A number is registered and deregistered at most ten times in 72 hours: wait until then.",
  some_not_blocked:
    "Some people were not dealt with: look at each; only who wrote in the last 24 hours can be blocked.",
  block_list_full: "The list of blocked people is full: unblock somebody first.",
  block_list_busy: "The list of blocked people is being changed: try again in a moment.",
  choose_username: "Meta does not give the number this username: choose another.",
  allow_template_insights: "Allow template insights for the account in WhatsApp Manager first.",
  onboarded_already: "Nothing to do: the account takes part already.",
  finish_migration: "The number is being moved between accounts: finish that at Meta first.",
  delete_templates: "The account holds as many templates as Meta allows: delete some.",
  rename_template:
    "A template has this name and language, or had until lately: choose another name.",
  template_under_review:
    "Meta reviews the template, or it was edited too often: wait until it may be changed again.",
  shorten_template: "A text of the template is longer than Meta allows: shorten it.",
  fix_template_text: "A text of the template has a form that Meta does not take: correct it.",
  fewer_template_variables:
    "The template has too many variables for its length: add words, or take some out.",
  move_template_variables: "A variable stands first or last: put words before and after it.",
  connect_app_again:
    "The WhatsApp Business app's data is taken over once, within a day: connect the number anew.",
  subscribe_account: "Connect the number again: that subscribes the app to its account.",
  subscribe_fields: "Subscribe the app to these webhook fields in Meta's app dashboard.",
  set_callback_url:
    "Enter this deployment's callback URL and verify token in Meta's app dashboard.",
  verify_business: "Complete the verification of the business in Meta's business settings.",
  open_business_app: "Open the WhatsApp Business app on the phone that holds the number.",
  raise_quality: "Write only to people who expect it: blocks and reports lower the quality.",
  rated_later: "Nothing to do: Meta rates a number once it has sent for some time.",
  look_at_meta: "Look it up in Meta's app dashboard or WhatsApp Manager.",
  try_later: "Try again in a few minutes.",
} as const;
export type RemedyCode = keyof typeof REMEDIES;

// Safe: the keys of the catalogue are its codes.
export const REMEDY_CODES = Object.keys(REMEDIES) as [RemedyCode, ...RemedyCode[]];
