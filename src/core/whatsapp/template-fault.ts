/** One fault of a `template` object. The pointer is relative to that object. */
export interface ParameterFault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export const fault = (pointer: string, code: string, message: string): ParameterFault => ({
  pointer,
  code,
  message,
});

/** Why Meta would refuse a parameter's text; undefined when it takes it. */
export function complaintAbout(text: string): string | undefined {
  if (text.trim() === "") return "A parameter must not be empty.";
  if (/[\n\r\t]/.test(text)) return "A parameter must not hold a line break or a tab.";
  if (/ {5}/.test(text)) return "A parameter must not hold more than four spaces in a row.";
  return undefined;
}
