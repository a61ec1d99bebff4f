import { testReplies } from './test-replies.ts'

testReplies('long')
