// Builds page elements. What people and the bot wrote goes in as text, never as markup.

/** element("a", {class: "x", href: "…", onclick: f}, child, …); null and undefined are left out. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// ASCII only: Thai goes on without a space after an address, as in "https://a.th/คือเว็บของเรา".
const ADDRESS = /https?:\/\/[!#-;=?-Z\\\]_a-z~]+/g;
const TRAILING = /[.,:;!?)\]'*_]+$/;

/** The text as nodes, its web addresses as links. */
export function withLinks(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(TRAILING, "");
    nodes.push(text.slice(from, found.index), link(address, {}, address));
    from = found.index + address.length;
  }
  return [...nodes, text.slice(from)];
}

/** A link that leaves the chat; a telephone number opens no page, so it needs no other tab. */
export function link(address, properties, ...children) {
  const target = address.startsWith("tel:") ? null : "_blank";
  const outside = { href: address, target, rel: "noopener noreferrer" };
  return element("a", { ...outside, ...properties }, ...children);
}

/** A picture from the web, or in its place a line that says what is missing. */
export function picture(url, alt) {
  const missing = () => element("span", { class: "missing" }, `[${alt}]`);
  if (!/^https:\/\//.test(String(url))) return missing();
  const image = element("img", { src: url, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(missing()));
  return image;
}
