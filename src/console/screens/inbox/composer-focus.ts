/** The field that is written into, or the button in its place. */
export const COMPOSER = "composer";

/** Behind the next frame, when what was just switched to is there. */
export const focusComposer = (): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${COMPOSER}`)?.focus());
};
