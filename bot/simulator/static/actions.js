// LINE's actions: what pressing a chip, a button or a card does.
import { element, link } from "./dom.js";

const SCHEMES = ["http:", "https:", "line:", "tel:"];

function safeAddress(uri) {
  try {
    return SCHEMES.includes(new URL(uri).protocol) ? uri : null;
  } catch {
    return null;
  }
}

/** A link for a uri action, a button for any other; a press reaches the chat as "line-action". */
export function pressable(action, className, ...children) {
  if (action?.type !== "uri") {
    const button = element("button", { type: "button", class: className }, ...children);
    return announce(button, action);
  }
  const address = safeAddress(action.uri);
  if (address === null) {
    return element("span", { class: `${className} broken` }, ...children, " (ที่อยู่เปิดไม่ได้)");
  }
  return link(address, { class: className }, ...children);
}

/** The node, pressable: as a real link where the action opens an address that can be opened. */
export function tappable(node, action) {
  const address = action.type === "uri" ? safeAddress(action.uri) : null;
  if (address === null) {
    makePressable(node, action);
    return node;
  }
  const properties = { class: `${node.className} pressable`, "aria-label": action.label };
  const made = link(address, properties, ...node.childNodes);
  made.style.cssText = node.style.cssText; // as an attribute the page's own rules forbid it
  return made;
}

/** Makes a node that is no button (a box, a picture, a text) pressable, with keys too. */
export function makePressable(node, action) {
  const open = () => {
    const address = action.type === "uri" ? safeAddress(action.uri) : null;
    if (address) window.open(address, "_blank", "noopener,noreferrer");
    else send(node, action);
  };
  node.classList.add("pressable");
  node.tabIndex = 0;
  node.setAttribute("role", action.type === "uri" ? "link" : "button");
  if (action.label) node.setAttribute("aria-label", action.label);
  node.addEventListener("click", (event) => {
    if (!event.target.closest("a, button")) open();
  });
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open();
    }
  });
}

function announce(node, action) {
  node.addEventListener("click", () => send(node, action));
  return node;
}

function send(node, action) {
  node.dispatchEvent(new CustomEvent("line-action", { bubbles: true, detail: action ?? {} }));
}

/** What the page posts for an action; null for one that sends nothing. */
export function toMessage(action) {
  switch (action.type) {
    case "message":
      return { type: "text", text: action.text };
    case "postback":
      return { type: "postback", data: action.data, displayText: action.displayText };
    case "location":
      return { type: "location" };
    case "camera":
    case "cameraRoll":
      return { type: "image" };
    default:
      return null;
  }
}
