package org.assemble.gateway.forward;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.assemble.gateway.problem.Refusal;

/// What a failure on the way to a service or back means to the caller.
final class Failure {

    private Failure() {}

    static Refusal refusalFor(Throwable failure) {
        return switch (failure) {
            case CountedBody.TooLarge _ -> Refusal.TOO_LARGE;
            case CountedBody.TooSlow _ -> Refusal.BODY_TOO_SLOW;
            case TakenAnswer.TooSlow _ -> Refusal.ANSWER_TOO_SLOW;
            case AnswerLength.Silence _ -> Refusal.SERVICE_SLOW;
            case AnswerLength.HalfAHead _ -> Refusal.SERVICE_BROKEN;
            case AnswerLength.Lie _ -> Refusal.SERVICE_UNREADABLE;
            case TooLongFrameException _ -> Refusal.SERVICE_UNREADABLE;
            case IllegalArgumentException _ -> Refusal.SERVICE_UNREADABLE; // of the codec
            case ConnectionPoolTooBusyException _ -> Refusal.SERVICE_BUSY;
            case ConnectException _ -> Refusal.SERVICE_AWAY;
            case NoRouteToHostException _ -> Refusal.SERVICE_AWAY;
            case UnknownHostException _ -> Refusal.SERVICE_AWAY;
            case TimeoutException _ -> Refusal.SERVICE_SLOW;
            default ->
                    failure.getCause() == null
                            ? Refusal.SERVICE_BROKEN
                            : refusalFor(failure.getCause());
        };
    }

    /// Whether something of an answer had come, if only of its head.
    static boolean isInAnAnswer(Throwable failure) {
        return failure instanceof AnswerLength.HalfAHead
                || (failure.getCause() != null && isInAnAnswer(failure.getCause()));
    }

    /// Whether nobody said anything, so that each further try would cost as long a wait.
    static boolean isSilence(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof ConnectTimeoutException;
    }
}
