/** Discord's own colours, so that a picture sits well among its messages. */
export const themes = {
  dark: { background: '#313338', text: '#dbdee1', grid: '#4e5058' },
  light: { background: '#ffffff', text: '#313338', grid: '#d7d9dc' },
} as const

/** The first that a machine has. The last two have Chinese, Japanese and Korean. */
export const font = 'DejaVu Sans, Noto Sans, Noto Sans CJK JP, WenQuanYi Micro Hei, sans-serif'
