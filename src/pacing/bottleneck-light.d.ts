/** Bottleneck's build without clusters, which brings no types of its own. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck'
}
