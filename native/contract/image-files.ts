/**
 * Extensions looked for in folders. Some are of formats that Vigil does not read: such a photograph is to be named as
 * failed and not to be passed over in silence. A file given by name is tried whatever it is called.
 */
export const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set(
  'avif bmp gif heic heif jfif jp2 jpeg jpg jxl png tif tiff webp'.split(' ').map((word) => `.${word}`),
);
