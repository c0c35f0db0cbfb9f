export { type MessengerAnswer, type MessengerCall, MOST_BYTES } from './messenger.ts'
export { sendMessage } from './send-message.ts'
