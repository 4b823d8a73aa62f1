/** Moves the focus to the screen, when the control that had it is about to go. */
export const focusContent = (): void => document.querySelector<HTMLElement>("#content")?.focus();
