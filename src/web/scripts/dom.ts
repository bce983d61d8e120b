/** Elements without ceremony. */
type Props = { class?: string; text?: string; label?: string; role?: string; hidden?: boolean }

export function part<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (props.class) element.className = props.class
  if (props.text) element.textContent = props.text
  if (props.label) element.setAttribute('aria-label', props.label)
  if (props.role) element.setAttribute('role', props.role)
  if (props.hidden) element.hidden = true
  element.append(...children)
  return element
}

export function button(
  text: string,
  press: () => void,
  kind: 'press' | 'press second' = 'press second',
  label?: string,
): HTMLButtonElement {
  const made = part('button', { class: kind, text, ...(label ? { label } : {}) })
  made.type = 'button'
  made.addEventListener('click', press)
  return made
}
