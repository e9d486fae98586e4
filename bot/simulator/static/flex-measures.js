// The words and numbers a Flex message may use for sizes, and what they are on a page.

const SPACES = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const BORDERS = {
  none: "0px", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px",
};
const FONTS = { // LINE's, on a phone set to letters one step larger, to stand beside 17px bubbles
  xxs: "12px", xs: "14px", sm: "15px", md: "17px", lg: "20px", xl: "23px", xxl: "30px",
  "3xl": "36px", "4xl": "50px", "5xl": "76px",
};
const PICTURES = {
  xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px",
  "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%",
};

const lookUp = (words, value) =>
  Object.hasOwn(words, value) ? words[value] : /^-?\d+(\.\d+)?(px|%)$/.test(value) ? value : "";

export const space = (value) => lookUp(SPACES, value);
export const border = (value) => lookUp(BORDERS, value);
export const font = (value) => lookUp(FONTS, value ?? "md") || FONTS.md;
export const pictureWidth = (value) => lookUp(PICTURES, value ?? "md") || PICTURES.md;
export const color = (value) => (/^#[0-9a-f]{3,8}$/i.test(value) ? value : "");

/** "20:13" as CSS has it; a square when it is not understood. */
export function ratio(value) {
  const found = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? "1:1");
  return found ? `${found[1]} / ${found[2]}` : "1 / 1";
}

/** A gradient in hex colours, or nothing. */
export function gradient(background) {
  const colors = [background?.startColor, background?.centerColor, background?.endColor]
    .map(color)
    .filter(Boolean);
  const angle = /^\d+(\.\d+)?deg$/.test(background?.angle) ? background.angle : "180deg";
  return colors.length > 1 ? `linear-gradient(${angle}, ${colors.join(", ")})` : "";
}
