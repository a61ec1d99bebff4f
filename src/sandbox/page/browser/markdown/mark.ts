/** A piece of a message as Discord's dialect of Markdown has it. */
export type Mark =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | {
      readonly type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'subtext'
      readonly inside: readonly Mark[]
    }
  | { readonly type: 'heading'; readonly level: number; readonly inside: readonly Mark[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'fence'; readonly language: string; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly inside: readonly Mark[] }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly Mark[])[]
    }
  | { readonly type: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly type: 'everyone'; readonly text: string }
  | { readonly type: 'time'; readonly seconds: number; readonly style: string }
  | { readonly type: 'command'; readonly name: string }
  | { readonly type: 'emoji'; readonly name: string }
