# Generated from data/emma_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
# The attributes of a class have narrower types than those of its base; they are never set.
# pyright: reportIncompatibleVariableOverride=false
# pyrefly: ignore-errors[bad-override-mutable-attribute]
# ty: ignore[incompatible-mutable-override]
"""The exceptions of PIXNET's Emma API: each category has a class, each definition a subclass.

EmmaError
  AuthenticationError
    TokenInvalid 1000
    ApiKeySuspended 1001
    ConsumerKeyMissing 1002
    AuthorizationRequired 1003
    DeveloperPhoneUnverified 1004
    TokenError 1099
    IpNotAllowed 1100
    HttpsRequired 1101
    HttpMethodInvalid 1102
    OauthInternalError 1200
    OauthTokenNotFound 1201
    OauthRequestExpired 1202
    LoginRequired 1203
    RedirectUriMismatch 1204
    BlogServiceNotEnabled 1205
    AccessTokenRateLimited 1300
    AppRateLimited 1301
    AnonymousRateLimited 1302
  NotFoundError
    UserNotFound 2000
    BlogNotActivated 2100
    ArticleNotFound 2101
    ArticleCommentNotFound 2102
    BlogCategoryNotFound 2103
    CustomSideColumnNotFound 2104
    AlbumNotActivated 2200
    AlbumElementNotFound 2201
    AlbumSetNotFound 2202
    AlbumFolderNotFound 2203
    FaceNotFound 2204
    AlbumSetCommentNotFound 2205
    AlbumElementCommentNotFound 2206
    FriendshipNotFound 2300
    FriendGroupNotFound 2301
    SubscriptionNotFound 2302
    NotificationNotFound 2303
    MessageNotFound 2304
    SubscriptionGroupNotFound 2305
    GuestbookNotActivated 2400
    GuestbookArticleNotFound 2401
    MibNotActivated 2500
    PoiNotFound 2600
    JobNotFound 2700
    GritterMessageNotFound 2901
    UrlNotFound 2902
  ForbiddenError
    ArticleCommentNotAllowed 3100
    ArticleCommentLocked 3101
    ArticleLocked 3102
    ArticleHasLockedComments 3103
    AlbumCommentNotAllowed 3200
    AlbumLocked 3201
    AlbumCommentLocked 3202
    AlbumElementCommentLocked 3203
    AlbumSetHasLockedComments 3204
    AlbumSetCommentLocked 3205
    GuestbookPostNotAllowed 3300
    PermissionDenied 3900
    VipRequired 3901
    PasswordRequired 3902
    FriendsOnly 3903
    PasswordIncorrect 3904
  InputError
    UserMissing 4000
    UrlParameterMissing 4001
    QueryStringMissing 4002
    PayloadFieldMissing 4100
    BlogIdMissing 4101
    IdImageMissing 4102
    UploadFileMissing 4103
    ArticleTitleOrBodyMissing 4104
    AuthorMissing 4105
    CommentBodyMissing 4106
    TitleMissing 4107
    SubscriptionGroupIdMissing 4108
    SubscriptionGroupNameMissing 4109
    CellphoneOrCallingCodeMissing 4109
    UserExists 4200
    UserNotBlocked 4201
    UserAlreadySubscribed 4202
    MibAlreadyApplied 4203
    AlbumFolderUploadNotAllowed 4204
    TagLimitExceeded 4205
    SystemAlbumNotEditable 4206
    MediaNotAccepted 4207
    StorageQuotaExceeded 4208
    MonthlyUploadQuotaExceeded 4209
    FaceDeleted 4210
    OutOfRange 4211
    PaymentInProgress 4212
    PaymentAlreadyRequested 4213
    BalanceBelowThreshold 4214
    PaymentScheduled 4215
    FormatInvalid 4216
    CommentRateLimited 4300
    GuestbookRateLimited 4301
  ValidationError
    VerificationCodeIncorrect 5001
    PasswordTooShort 5002
    DisplayNameInvalid 5003
    DisplayNameTooLong 5004
    BirthInvalid 5005
    EmailInvalid 5006
    GenderInvalid 5007
    CellphoneAlreadyVerified 5008
    CellphoneVerificationRepeated 5009
    CoEmailInvalid 5010
    FbPageInvalid 5011
    InstagramInvalid 5012
    YoutubeInvalid 5013
    HourmasterInvalid 5014
    AuthorEmpty 5101
    CommentBodyEmpty 5102
    BlogNameTooLong 5103
    BlogKeywordTooLong 5104
    ArticleStatusInvalid 5105
    CoordinatesNotPositive 5200
    PositionOutOfBounds 5201
    MediaInvalid 5202
    FaceIdInvalid 5203
    LatitudeMissing 5204
    LatitudeOutOfRange 5205
    LongitudeMissing 5206
    LongitudeOutOfRange 5207
    MibEmailInvalid 5500
    MibCellphoneInvalid 5501
    MibTelephoneInvalid 5502
    MibAdSettingsInvalid 5503
    MibIdImageFrontInvalid 5504
    MibIdImageBackInvalid 5505
    MibEmailTaken 5506
    MibIdNumberTooLong 5507
    PoiHashIdInvalid 5600
  InternalError
    ArticleCreateFailed 8100
    ArticleUpdateFailed 8101
    ArticleDeleteFailed 8102
    RelatedArticlesShowFailed 8103
    ArticleCommentCreateFailed 8104
    ArticleCommentReplyFailed 8105
    BlogCategoryCreateFailed 8106
    BlogCategoryUpdateFailed 8107
    BlogCategoryDeleteFailed 8108
    AlbumUploadFailed 8200
    AlbumElementUpdateFailed 8201
    AlbumElementDeleteFailed 8202
    AlbumSetCreateFailed 8203
    AlbumSetUpdateFailed 8204
    AlbumSetDeleteFailed 8205
    AlbumFolderCreateFailed 8206
    AlbumFolderUpdateFailed 8207
    AlbumFolderDeleteFailed 8208
    FaceCreateFailed 8209
    AlbumSetCommentCreateFailed 8210
    AlbumElementCommentCreateFailed 8211
    UserBlockFailed 8300
    FriendGroupUpdateFailed 8301
    SubscriptionGroupCreateFailed 8302
    FriendGroupDeleteFailed 8303
    SubscriptionGroupUpdateFailed 8304
    SubscriptionGroupLeaveFailed 8305
    SubscriptionGroupJoinFailed 8306
    GuestbookCommentCreateFailed 8400
    GuestbookArticleReplyFailed 8401
    MibRegisterFailed 8500
    MibBusy 8501
    MibAdPositionUpdateFailed 8502
    PoiGetFailed 8600
    InternalApplicationError 8900
"""

from collections.abc import Mapping

from emma_errors.errors import ApiError, classes, exception_of
from emma_errors.model import Advice, Definition

from .codes import EmmaCode
from .definitions import DEFINITIONS

__all__: tuple[str, ...] = (
    "AccessTokenRateLimited",
    "AlbumCommentLocked",
    "AlbumCommentNotAllowed",
    "AlbumElementCommentCreateFailed",
    "AlbumElementCommentLocked",
    "AlbumElementCommentNotFound",
    "AlbumElementDeleteFailed",
    "AlbumElementNotFound",
    "AlbumElementUpdateFailed",
    "AlbumFolderCreateFailed",
    "AlbumFolderDeleteFailed",
    "AlbumFolderNotFound",
    "AlbumFolderUpdateFailed",
    "AlbumFolderUploadNotAllowed",
    "AlbumLocked",
    "AlbumNotActivated",
    "AlbumSetCommentCreateFailed",
    "AlbumSetCommentLocked",
    "AlbumSetCommentNotFound",
    "AlbumSetCreateFailed",
    "AlbumSetDeleteFailed",
    "AlbumSetHasLockedComments",
    "AlbumSetNotFound",
    "AlbumSetUpdateFailed",
    "AlbumUploadFailed",
    "AnonymousRateLimited",
    "ApiKeySuspended",
    "AppRateLimited",
    "ArticleCommentCreateFailed",
    "ArticleCommentLocked",
    "ArticleCommentNotAllowed",
    "ArticleCommentNotFound",
    "ArticleCommentReplyFailed",
    "ArticleCreateFailed",
    "ArticleDeleteFailed",
    "ArticleHasLockedComments",
    "ArticleLocked",
    "ArticleNotFound",
    "ArticleStatusInvalid",
    "ArticleTitleOrBodyMissing",
    "ArticleUpdateFailed",
    "AuthenticationError",
    "AuthorEmpty",
    "AuthorMissing",
    "AuthorizationRequired",
    "BalanceBelowThreshold",
    "BirthInvalid",
    "BlogCategoryCreateFailed",
    "BlogCategoryDeleteFailed",
    "BlogCategoryNotFound",
    "BlogCategoryUpdateFailed",
    "BlogIdMissing",
    "BlogKeywordTooLong",
    "BlogNameTooLong",
    "BlogNotActivated",
    "BlogServiceNotEnabled",
    "CellphoneAlreadyVerified",
    "CellphoneOrCallingCodeMissing",
    "CellphoneVerificationRepeated",
    "CoEmailInvalid",
    "CommentBodyEmpty",
    "CommentBodyMissing",
    "CommentRateLimited",
    "ConsumerKeyMissing",
    "CoordinatesNotPositive",
    "CustomSideColumnNotFound",
    "DeveloperPhoneUnverified",
    "DisplayNameInvalid",
    "DisplayNameTooLong",
    "EmailInvalid",
    "EmmaError",
    "FaceCreateFailed",
    "FaceDeleted",
    "FaceIdInvalid",
    "FaceNotFound",
    "FbPageInvalid",
    "ForbiddenError",
    "FormatInvalid",
    "FriendGroupDeleteFailed",
    "FriendGroupNotFound",
    "FriendGroupUpdateFailed",
    "FriendsOnly",
    "FriendshipNotFound",
    "GenderInvalid",
    "GritterMessageNotFound",
    "GuestbookArticleNotFound",
    "GuestbookArticleReplyFailed",
    "GuestbookCommentCreateFailed",
    "GuestbookNotActivated",
    "GuestbookPostNotAllowed",
    "GuestbookRateLimited",
    "HourmasterInvalid",
    "HttpMethodInvalid",
    "HttpsRequired",
    "IdImageMissing",
    "InputError",
    "InstagramInvalid",
    "InternalApplicationError",
    "InternalError",
    "IpNotAllowed",
    "JobNotFound",
    "LatitudeMissing",
    "LatitudeOutOfRange",
    "LoginRequired",
    "LongitudeMissing",
    "LongitudeOutOfRange",
    "MediaInvalid",
    "MediaNotAccepted",
    "MessageNotFound",
    "MibAdPositionUpdateFailed",
    "MibAdSettingsInvalid",
    "MibAlreadyApplied",
    "MibBusy",
    "MibCellphoneInvalid",
    "MibEmailInvalid",
    "MibEmailTaken",
    "MibIdImageBackInvalid",
    "MibIdImageFrontInvalid",
    "MibIdNumberTooLong",
    "MibNotActivated",
    "MibRegisterFailed",
    "MibTelephoneInvalid",
    "MonthlyUploadQuotaExceeded",
    "NotFoundError",
    "NotificationNotFound",
    "OauthInternalError",
    "OauthRequestExpired",
    "OauthTokenNotFound",
    "OutOfRange",
    "PasswordIncorrect",
    "PasswordRequired",
    "PasswordTooShort",
    "PayloadFieldMissing",
    "PaymentAlreadyRequested",
    "PaymentInProgress",
    "PaymentScheduled",
    "PermissionDenied",
    "PoiGetFailed",
    "PoiHashIdInvalid",
    "PoiNotFound",
    "PositionOutOfBounds",
    "QueryStringMissing",
    "RedirectUriMismatch",
    "RelatedArticlesShowFailed",
    "StorageQuotaExceeded",
    "SubscriptionGroupCreateFailed",
    "SubscriptionGroupIdMissing",
    "SubscriptionGroupJoinFailed",
    "SubscriptionGroupLeaveFailed",
    "SubscriptionGroupNameMissing",
    "SubscriptionGroupNotFound",
    "SubscriptionGroupUpdateFailed",
    "SubscriptionNotFound",
    "SystemAlbumNotEditable",
    "TagLimitExceeded",
    "TitleMissing",
    "TokenError",
    "TokenInvalid",
    "UploadFileMissing",
    "UrlNotFound",
    "UrlParameterMissing",
    "UserAlreadySubscribed",
    "UserBlockFailed",
    "UserExists",
    "UserMissing",
    "UserNotBlocked",
    "UserNotFound",
    "ValidationError",
    "VerificationCodeIncorrect",
    "VipRequired",
    "YoutubeInvalid",
    "error",
    "parse",
)


class EmmaError(ApiError):
    """Base class of the errors of PIXNET's Emma API."""

    catalog: str = "emma"
    rows: tuple[Definition, ...] = DEFINITIONS


class AuthenticationError(EmmaError):
    """Authentication error, codes 1000 to 1302.

    認證錯誤。
    """


class TokenInvalid(AuthenticationError):
    """1000, HTTP 401: Invalid or expired token; please request a new token.

    Token 無效或已過期，請要求新的 Token。

    On the wire: Invalid / expired Token

    Advice: reauthenticate.
    """

    code: EmmaCode = EmmaCode.TOKEN_INVALID
    definition: Definition = EmmaCode.TOKEN_INVALID.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class ApiKeySuspended(AuthenticationError):
    """1001, HTTP 401: This API key has been suspended; please contact the site operator.

    此 API Key 已被停權，請洽站方。

    On the wire: 錯誤:此APIkey已被停權
    """

    code: EmmaCode = EmmaCode.API_KEY_SUSPENDED
    definition: Definition = EmmaCode.API_KEY_SUSPENDED.definition
    http_status: int = 401


class ConsumerKeyMissing(AuthenticationError):
    """1002, HTTP 401: The consumer key is missing.

    缺少 Consumer Key。

    On the wire: Without Consumer Key
    """

    code: EmmaCode = EmmaCode.CONSUMER_KEY_MISSING
    definition: Definition = EmmaCode.CONSUMER_KEY_MISSING.definition
    http_status: int = 401


class AuthorizationRequired(AuthenticationError):
    """1003, HTTP 401: Authentication is required; please include an access token.

    需要認證，請帶入 Access Token。

    On the wire: You have to be authorized to post here.

    Advice: reauthenticate.
    """

    code: EmmaCode = EmmaCode.AUTHORIZATION_REQUIRED
    definition: Definition = EmmaCode.AUTHORIZATION_REQUIRED.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class DeveloperPhoneUnverified(AuthenticationError):
    """1004, HTTP 401: The developer account of this API key needs cell phone number verification.

    此 API Key 的開發者帳號需要通過手機號碼驗證。

    On the wire: The developer account for this API Key requires cell phone number verification.
    """

    code: EmmaCode = EmmaCode.DEVELOPER_PHONE_UNVERIFIED
    definition: Definition = EmmaCode.DEVELOPER_PHONE_UNVERIFIED.definition
    http_status: int = 401


class TokenError(AuthenticationError):
    """1099, HTTP 401: Other token error.

    其他 Token 錯誤。

    On the wire: (其他 Token 錯誤)
    """

    code: EmmaCode = EmmaCode.TOKEN_ERROR
    definition: Definition = EmmaCode.TOKEN_ERROR.definition
    http_status: int = 401


class IpNotAllowed(AuthenticationError):
    """1100, HTTP 401: Your IP address is not allowed to use this API.

    您的 IP 位址無法使用此 API。

    On the wire: IP Regex failed
    """

    code: EmmaCode = EmmaCode.IP_NOT_ALLOWED
    definition: Definition = EmmaCode.IP_NOT_ALLOWED.definition
    http_status: int = 401


class HttpsRequired(AuthenticationError):
    """1101, HTTP 403: Wrong protocol; please use HTTPS to connect to the API.

    通訊協定錯誤，請使用 HTTPS 連線至 API。

    On the wire: Wrong Protocol, Please use HTTPS
    """

    code: EmmaCode = EmmaCode.HTTPS_REQUIRED
    definition: Definition = EmmaCode.HTTPS_REQUIRED.definition
    http_status: int = 403


class HttpMethodInvalid(AuthenticationError):
    """1102, HTTP 403: Wrong HTTP method; please use GET or POST as documented.

    HTTP 方法錯誤，請依說明文件使用 GET 或 POST。

    On the wire: Wrong HTTP Method, requires (GET/POST)
    """

    code: EmmaCode = EmmaCode.HTTP_METHOD_INVALID
    definition: Definition = EmmaCode.HTTP_METHOD_INVALID.definition
    http_status: int = 403


class OauthInternalError(AuthenticationError):
    """1200, HTTP 401: OAuth internal error.

    OAuth 內部錯誤。

    On the wire: OAuth 錯誤
    """

    code: EmmaCode = EmmaCode.OAUTH_INTERNAL_ERROR
    definition: Definition = EmmaCode.OAUTH_INTERNAL_ERROR.definition
    http_status: int = 401


class OauthTokenNotFound(AuthenticationError):
    """1201, HTTP 404: OAuth token not found.

    找不到 OAuth Token。

    On the wire: OAuth token is not found

    Advice: reauthenticate.
    """

    code: EmmaCode = EmmaCode.OAUTH_TOKEN_NOT_FOUND
    definition: Definition = EmmaCode.OAUTH_TOKEN_NOT_FOUND.definition
    http_status: int = 404
    advice: Advice | None = Advice.REAUTHENTICATE


class OauthRequestExpired(AuthenticationError):
    """1202, HTTP 401: Request expired or no longer valid; please request anew at the original site.

    請求已過期或失效，請回到原網站重新申請。

    On the wire: 錯誤:您的請求已經過期或失效,請回到原網站重新申請

    Advice: reauthenticate.
    """

    code: EmmaCode = EmmaCode.OAUTH_REQUEST_EXPIRED
    definition: Definition = EmmaCode.OAUTH_REQUEST_EXPIRED.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class LoginRequired(AuthenticationError):
    """1203, HTTP 401: Please log in first.

    請先登入。

    On the wire: Please Login first

    Advice: reauthenticate.
    """

    code: EmmaCode = EmmaCode.LOGIN_REQUIRED
    definition: Definition = EmmaCode.LOGIN_REQUIRED.definition
    http_status: int = 401
    advice: Advice | None = Advice.REAUTHENTICATE


class RedirectUriMismatch(AuthenticationError):
    """1204, HTTP 401: The specified redirect URI does not match the configuration.

    指定的 Redirect URI 與設定不符。

    On the wire: Redirect URI isn't match configuration.
    """

    code: EmmaCode = EmmaCode.REDIRECT_URI_MISMATCH
    definition: Definition = EmmaCode.REDIRECT_URI_MISMATCH.definition
    http_status: int = 401


class BlogServiceNotEnabled(AuthenticationError):
    """1205, HTTP 401: This app provides blog features; please enable your blog first.

    此 App 提供部落格功能，請先啟用部落格。

    On the wire: 「APP為部落格功能服務,請先啟用部落格」,開啟連至帳號中心/啟用服務頁
    """

    code: EmmaCode = EmmaCode.BLOG_SERVICE_NOT_ENABLED
    definition: Definition = EmmaCode.BLOG_SERVICE_NOT_ENABLED.definition
    http_status: int = 401


class AccessTokenRateLimited(AuthenticationError):
    """1300, HTTP 403: Access token rate limit exceeded.

    超過此 Access Token 允許的呼叫頻率限制。

    On the wire: Exceed AccessToken Rate Limit

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.ACCESS_TOKEN_RATE_LIMITED
    definition: Definition = EmmaCode.ACCESS_TOKEN_RATE_LIMITED.definition
    http_status: int = 403
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class AppRateLimited(AuthenticationError):
    """1301, HTTP 403: App rate limit exceeded.

    超過此 App 允許的呼叫頻率限制。

    On the wire: Exceed App Rate Limit

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.APP_RATE_LIMITED
    definition: Definition = EmmaCode.APP_RATE_LIMITED.definition
    http_status: int = 403
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class AnonymousRateLimited(AuthenticationError):
    """1302, HTTP 403: Unauthenticated app rate limit exceeded.

    超過未認證 App 允許的呼叫頻率限制。

    On the wire: Exceed Anonymous Rate Limit

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.ANONYMOUS_RATE_LIMITED
    definition: Definition = EmmaCode.ANONYMOUS_RATE_LIMITED.definition
    http_status: int = 403
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class NotFoundError(EmmaError):
    """Not found, codes 2000 to 2902.

    找不到資源。
    """


class UserNotFound(NotFoundError):
    """2000, HTTP 404: User not found. 找不到使用者。"""

    code: EmmaCode = EmmaCode.USER_NOT_FOUND
    definition: Definition = EmmaCode.USER_NOT_FOUND.definition
    http_status: int = 404


class BlogNotActivated(NotFoundError):
    """2100, HTTP 404: The user has not activated a blog.

    使用者尚未開啟部落格。

    On the wire: Blog is not activated
    """

    code: EmmaCode = EmmaCode.BLOG_NOT_ACTIVATED
    definition: Definition = EmmaCode.BLOG_NOT_ACTIVATED.definition
    http_status: int = 404


class ArticleNotFound(NotFoundError):
    """2101, HTTP 404: Article not found.

    找不到文章。

    On the wire: Article is not found
    """

    code: EmmaCode = EmmaCode.ARTICLE_NOT_FOUND
    definition: Definition = EmmaCode.ARTICLE_NOT_FOUND.definition
    http_status: int = 404


class ArticleCommentNotFound(NotFoundError):
    """2102, HTTP 404: Article comment not found.

    找不到文章留言。

    On the wire: Comment is not found
    """

    code: EmmaCode = EmmaCode.ARTICLE_COMMENT_NOT_FOUND
    definition: Definition = EmmaCode.ARTICLE_COMMENT_NOT_FOUND.definition
    http_status: int = 404


class BlogCategoryNotFound(NotFoundError):
    """2103, HTTP 404: Blog category not found.

    找不到部落格分類。

    On the wire: Category is not found.
    """

    code: EmmaCode = EmmaCode.BLOG_CATEGORY_NOT_FOUND
    definition: Definition = EmmaCode.BLOG_CATEGORY_NOT_FOUND.definition
    http_status: int = 404


class CustomSideColumnNotFound(NotFoundError):
    """2104, HTTP 404: Custom blog sidebar not found.

    找不到部落格自訂側欄。

    On the wire: Custom Sidecolumn is not found.
    """

    code: EmmaCode = EmmaCode.CUSTOM_SIDE_COLUMN_NOT_FOUND
    definition: Definition = EmmaCode.CUSTOM_SIDE_COLUMN_NOT_FOUND.definition
    http_status: int = 404


class AlbumNotActivated(NotFoundError):
    """2200, HTTP 404: The user has not activated albums, or the album was not found.

    使用者尚未開啟相簿，或找不到相簿。

    On the wire: 使用者尚未開啟 Album / Album is not found
    """

    code: EmmaCode = EmmaCode.ALBUM_NOT_ACTIVATED
    definition: Definition = EmmaCode.ALBUM_NOT_ACTIVATED.definition
    http_status: int = 404


class AlbumElementNotFound(NotFoundError):
    """2201, HTTP 404: Photo or video not found.

    找不到相片或影音。

    On the wire: Album element is not found
    """

    code: EmmaCode = EmmaCode.ALBUM_ELEMENT_NOT_FOUND
    definition: Definition = EmmaCode.ALBUM_ELEMENT_NOT_FOUND.definition
    http_status: int = 404


class AlbumSetNotFound(NotFoundError):
    """2202, HTTP 404: Album not found.

    找不到相簿。

    On the wire: Album set is not found
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_NOT_FOUND
    definition: Definition = EmmaCode.ALBUM_SET_NOT_FOUND.definition
    http_status: int = 404


class AlbumFolderNotFound(NotFoundError):
    """2203, HTTP 404: Album folder not found.

    找不到相簿資料夾。

    On the wire: Album folder is not found
    """

    code: EmmaCode = EmmaCode.ALBUM_FOLDER_NOT_FOUND
    definition: Definition = EmmaCode.ALBUM_FOLDER_NOT_FOUND.definition
    http_status: int = 404


class FaceNotFound(NotFoundError):
    """2204, HTTP 404: Face not found in photo.

    找不到相片中的人臉。

    On the wire: Face not found
    """

    code: EmmaCode = EmmaCode.FACE_NOT_FOUND
    definition: Definition = EmmaCode.FACE_NOT_FOUND.definition
    http_status: int = 404


class AlbumSetCommentNotFound(NotFoundError):
    """2205, HTTP 404: Album comment not found.

    找不到相簿留言。

    On the wire: Albumset comment is not found
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_COMMENT_NOT_FOUND
    definition: Definition = EmmaCode.ALBUM_SET_COMMENT_NOT_FOUND.definition
    http_status: int = 404


class AlbumElementCommentNotFound(NotFoundError):
    """2206, HTTP 404: Photo comment not found.

    找不到相片留言。

    On the wire: Albumelement comment is not found
    """

    code: EmmaCode = EmmaCode.ALBUM_ELEMENT_COMMENT_NOT_FOUND
    definition: Definition = EmmaCode.ALBUM_ELEMENT_COMMENT_NOT_FOUND.definition
    http_status: int = 404


class FriendshipNotFound(NotFoundError):
    """2300, HTTP 404: Friendship not found.

    找不到好友關係。

    On the wire: Friendship is not found
    """

    code: EmmaCode = EmmaCode.FRIENDSHIP_NOT_FOUND
    definition: Definition = EmmaCode.FRIENDSHIP_NOT_FOUND.definition
    http_status: int = 404


class FriendGroupNotFound(NotFoundError):
    """2301, HTTP 404: Friend group not found.

    找不到好友群組。

    On the wire: Friend group is not found.
    """

    code: EmmaCode = EmmaCode.FRIEND_GROUP_NOT_FOUND
    definition: Definition = EmmaCode.FRIEND_GROUP_NOT_FOUND.definition
    http_status: int = 404


class SubscriptionNotFound(NotFoundError):
    """2302, HTTP 404: Subscription not found.

    找不到訂閱資料。

    On the wire: Subscription is not found.
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_NOT_FOUND
    definition: Definition = EmmaCode.SUBSCRIPTION_NOT_FOUND.definition
    http_status: int = 404


class NotificationNotFound(NotFoundError):
    """2303, HTTP 404: Notification not found.

    找不到通知。

    On the wire: Notify is not found.
    """

    code: EmmaCode = EmmaCode.NOTIFICATION_NOT_FOUND
    definition: Definition = EmmaCode.NOTIFICATION_NOT_FOUND.definition
    http_status: int = 404


class MessageNotFound(NotFoundError):
    """2304, HTTP 404: Message not found.

    找不到短訊。

    On the wire: Message is not found.
    """

    code: EmmaCode = EmmaCode.MESSAGE_NOT_FOUND
    definition: Definition = EmmaCode.MESSAGE_NOT_FOUND.definition
    http_status: int = 404


class SubscriptionGroupNotFound(NotFoundError):
    """2305, HTTP 404: Subscription group not found.

    找不到訂閱群組。

    On the wire: Subscription group is not found.
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_NOT_FOUND
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_NOT_FOUND.definition
    http_status: int = 404


class GuestbookNotActivated(NotFoundError):
    """2400, HTTP 404: The user has not activated a guestbook.

    使用者尚未開啟留言板。

    On the wire: Guestbook is not activated
    """

    code: EmmaCode = EmmaCode.GUESTBOOK_NOT_ACTIVATED
    definition: Definition = EmmaCode.GUESTBOOK_NOT_ACTIVATED.definition
    http_status: int = 404


class GuestbookArticleNotFound(NotFoundError):
    """2401, HTTP 404: Guestbook comment not found.

    找不到留言板留言。

    On the wire: Guestbook article is not found.
    """

    code: EmmaCode = EmmaCode.GUESTBOOK_ARTICLE_NOT_FOUND
    definition: Definition = EmmaCode.GUESTBOOK_ARTICLE_NOT_FOUND.definition
    http_status: int = 404


class MibNotActivated(NotFoundError):
    """2500, HTTP 404: The user has not activated MIB.

    使用者尚未開啟 MIB。

    On the wire: MIB services is not applied
    """

    code: EmmaCode = EmmaCode.MIB_NOT_ACTIVATED
    definition: Definition = EmmaCode.MIB_NOT_ACTIVATED.definition
    http_status: int = 404


class PoiNotFound(NotFoundError):
    """2600, HTTP 404: POI not found. 找不到 POI。"""

    code: EmmaCode = EmmaCode.POI_NOT_FOUND
    definition: Definition = EmmaCode.POI_NOT_FOUND.definition
    http_status: int = 404


class JobNotFound(NotFoundError):
    """2700, HTTP 404: Job not found. 找不到 Job。"""

    code: EmmaCode = EmmaCode.JOB_NOT_FOUND
    definition: Definition = EmmaCode.JOB_NOT_FOUND.definition
    http_status: int = 404


class GritterMessageNotFound(NotFoundError):
    """2901, HTTP 404: Gritter message not found.

    找不到 Gritter 訊息。

    On the wire: Gritter Message is not found.
    """

    code: EmmaCode = EmmaCode.GRITTER_MESSAGE_NOT_FOUND
    definition: Definition = EmmaCode.GRITTER_MESSAGE_NOT_FOUND.definition
    http_status: int = 404


class UrlNotFound(NotFoundError):
    """2902, HTTP 404: URL not found. 找不到此網址。"""

    code: EmmaCode = EmmaCode.URL_NOT_FOUND
    definition: Definition = EmmaCode.URL_NOT_FOUND.definition
    http_status: int = 404


class ForbiddenError(EmmaError):
    """Forbidden, codes 3100 to 3904.

    權限不足。
    """


class ArticleCommentNotAllowed(ForbiddenError):
    """3100, HTTP 403: Comments are not allowed on this article.

    此文章禁止留言。

    On the wire: The article is not allowed to post comment
    """

    code: EmmaCode = EmmaCode.ARTICLE_COMMENT_NOT_ALLOWED
    definition: Definition = EmmaCode.ARTICLE_COMMENT_NOT_ALLOWED.definition
    http_status: int = 403


class ArticleCommentLocked(ForbiddenError):
    """3101, HTTP 403: This comment is locked by the system.

    此留言已被系統鎖定。

    On the wire: The comment is locked by system.
    """

    code: EmmaCode = EmmaCode.ARTICLE_COMMENT_LOCKED
    definition: Definition = EmmaCode.ARTICLE_COMMENT_LOCKED.definition
    http_status: int = 403


class ArticleLocked(ForbiddenError):
    """3102, HTTP 403: The article to delete is locked by the system.

    欲刪除的文章已被系統鎖定。

    On the wire: Delete article is locked
    """

    code: EmmaCode = EmmaCode.ARTICLE_LOCKED
    definition: Definition = EmmaCode.ARTICLE_LOCKED.definition
    http_status: int = 403


class ArticleHasLockedComments(ForbiddenError):
    """3103, HTTP 403: The article to delete contains locked comments.

    欲刪除的文章含有被鎖定的留言。

    On the wire: Delete article contains locked comments
    """

    code: EmmaCode = EmmaCode.ARTICLE_HAS_LOCKED_COMMENTS
    definition: Definition = EmmaCode.ARTICLE_HAS_LOCKED_COMMENTS.definition
    http_status: int = 403


class AlbumCommentNotAllowed(ForbiddenError):
    """3200, HTTP 403: You do not have permission to comment here.

    您沒有權限在此留言。

    On the wire: You have no permission to comment here.
    """

    code: EmmaCode = EmmaCode.ALBUM_COMMENT_NOT_ALLOWED
    definition: Definition = EmmaCode.ALBUM_COMMENT_NOT_ALLOWED.definition
    http_status: int = 403


class AlbumLocked(ForbiddenError):
    """3201, HTTP 403: This album is locked by the system.

    此相簿已被系統鎖定。

    On the wire: 相簿已被系統鎖住
    """

    code: EmmaCode = EmmaCode.ALBUM_LOCKED
    definition: Definition = EmmaCode.ALBUM_LOCKED.definition
    http_status: int = 403


class AlbumCommentLocked(ForbiddenError):
    """3202, HTTP 403: This comment is locked by the system.

    此留言已被系統鎖定。

    On the wire: The comment is locked by system
    """

    code: EmmaCode = EmmaCode.ALBUM_COMMENT_LOCKED
    definition: Definition = EmmaCode.ALBUM_COMMENT_LOCKED.definition
    http_status: int = 403


class AlbumElementCommentLocked(ForbiddenError):
    """3203, HTTP 403: This photo comment is locked by the system.

    此相片留言已被系統鎖定。

    On the wire: 相片留言已被系統鎖住
    """

    code: EmmaCode = EmmaCode.ALBUM_ELEMENT_COMMENT_LOCKED
    definition: Definition = EmmaCode.ALBUM_ELEMENT_COMMENT_LOCKED.definition
    http_status: int = 403


class AlbumSetHasLockedComments(ForbiddenError):
    """3204, HTTP 403: This album contains locked comments.

    此相簿含有被鎖定的留言。

    On the wire: This album set contains locked comments
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_HAS_LOCKED_COMMENTS
    definition: Definition = EmmaCode.ALBUM_SET_HAS_LOCKED_COMMENTS.definition
    http_status: int = 403


class AlbumSetCommentLocked(ForbiddenError):
    """3205, HTTP 403: This album comment is locked by the system.

    此相簿留言已被系統鎖定。

    On the wire: The albumset comment is locked by system.
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_COMMENT_LOCKED
    definition: Definition = EmmaCode.ALBUM_SET_COMMENT_LOCKED.definition
    http_status: int = 403


class GuestbookPostNotAllowed(ForbiddenError):
    """3300, HTTP 403: You do not have permission to post here.

    您沒有權限在此發表留言。

    On the wire: You have no permission to post here
    """

    code: EmmaCode = EmmaCode.GUESTBOOK_POST_NOT_ALLOWED
    definition: Definition = EmmaCode.GUESTBOOK_POST_NOT_ALLOWED.definition
    http_status: int = 403


class PermissionDenied(ForbiddenError):
    """3900, HTTP 403: Permission denied.

    權限不足。

    On the wire: Permission Denied
    """

    code: EmmaCode = EmmaCode.PERMISSION_DENIED
    definition: Definition = EmmaCode.PERMISSION_DENIED.definition
    http_status: int = 403


class VipRequired(ForbiddenError):
    """3901, HTTP 403: This feature is for VIPs only.

    此功能僅限 VIP 使用。

    On the wire: VIP only feature
    """

    code: EmmaCode = EmmaCode.VIP_REQUIRED
    definition: Definition = EmmaCode.VIP_REQUIRED.definition
    http_status: int = 403


class PasswordRequired(ForbiddenError):
    """3902, HTTP 403: Password required. 需要密碼。"""

    code: EmmaCode = EmmaCode.PASSWORD_REQUIRED
    definition: Definition = EmmaCode.PASSWORD_REQUIRED.definition
    http_status: int = 403


class FriendsOnly(ForbiddenError):
    """3903, HTTP 403: Permission denied; friends only.

    權限不足，僅限好友。

    On the wire: Permission denied, Friend only
    """

    code: EmmaCode = EmmaCode.FRIENDS_ONLY
    definition: Definition = EmmaCode.FRIENDS_ONLY.definition
    http_status: int = 403


class PasswordIncorrect(ForbiddenError):
    """3904, HTTP 403: Incorrect password.

    密碼錯誤。

    On the wire: Incorrect Password
    """

    code: EmmaCode = EmmaCode.PASSWORD_INCORRECT
    definition: Definition = EmmaCode.PASSWORD_INCORRECT.definition
    http_status: int = 403


class InputError(EmmaError):
    """Input error, codes 4000 to 4301.

    輸入錯誤。
    """


class UserMissing(InputError):
    """4000, HTTP 400: The user must be specified.

    必須指定使用者。

    On the wire: User required
    """

    code: EmmaCode = EmmaCode.USER_MISSING
    definition: Definition = EmmaCode.USER_MISSING.definition
    http_status: int = 400


class UrlParameterMissing(InputError):
    """4001, HTTP 400: Required parameter {parameter} is missing from the URL.

    URL 中缺少必要參數 {parameter}。

    On the wire: URL 中缺少必要參數 {parameter}
    """

    code: EmmaCode = EmmaCode.URL_PARAMETER_MISSING
    definition: Definition = EmmaCode.URL_PARAMETER_MISSING.definition
    http_status: int = 400

    def __init__(self, parameter: str) -> None:
        self.args: tuple[str, ...] = (parameter,)


class QueryStringMissing(InputError):
    """4002, HTTP 400: The query string must be specified.

    必須指定查詢字串。

    On the wire: Must specify the query string
    """

    code: EmmaCode = EmmaCode.QUERY_STRING_MISSING
    definition: Definition = EmmaCode.QUERY_STRING_MISSING.definition
    http_status: int = 400


class PayloadFieldMissing(InputError):
    """4100, HTTP 400: A required field is missing from the payload.

    Payload 中缺少必要欄位。

    On the wire: Payload 中缺少必要欄位
    """

    code: EmmaCode = EmmaCode.PAYLOAD_FIELD_MISSING
    definition: Definition = EmmaCode.PAYLOAD_FIELD_MISSING.definition
    http_status: int = 400


class BlogIdMissing(InputError):
    """4101, HTTP 400: Please fill in the blog ID field.

    請填入部落格 ID 欄位。

    On the wire: 請填入部落格ID欄位
    """

    code: EmmaCode = EmmaCode.BLOG_ID_MISSING
    definition: Definition = EmmaCode.BLOG_ID_MISSING.definition
    http_status: int = 400


class IdImageMissing(InputError):
    """4102, HTTP 400: Parameter id_image_front or id_image_back is missing.

    缺少參數 id_image_front 或 id_image_back。

    On the wire: Error, Params id_image_front or id_image_back not found
    """

    code: EmmaCode = EmmaCode.ID_IMAGE_MISSING
    definition: Definition = EmmaCode.ID_IMAGE_MISSING.definition
    http_status: int = 400


class UploadFileMissing(InputError):
    """4103, HTTP 400: The upload file is missing.

    缺少要上傳的檔案。

    On the wire: upload file is missing
    """

    code: EmmaCode = EmmaCode.UPLOAD_FILE_MISSING
    definition: Definition = EmmaCode.UPLOAD_FILE_MISSING.definition
    http_status: int = 400


class ArticleTitleOrBodyMissing(InputError):
    """4104, HTTP 400: Please enter the article title and body.

    請輸入文章標題與內文。

    On the wire: 請輸入文章標題與內文
    """

    code: EmmaCode = EmmaCode.ARTICLE_TITLE_OR_BODY_MISSING
    definition: Definition = EmmaCode.ARTICLE_TITLE_OR_BODY_MISSING.definition
    http_status: int = 400


class AuthorMissing(InputError):
    """4105, HTTP 400: Please fill in the author field.

    請填入作者欄位。

    On the wire: 請輸入作者欄位
    """

    code: EmmaCode = EmmaCode.AUTHOR_MISSING
    definition: Definition = EmmaCode.AUTHOR_MISSING.definition
    http_status: int = 400


class CommentBodyMissing(InputError):
    """4106, HTTP 400: Please enter the comment body.

    請輸入留言內容。

    On the wire: 請輸入留言內容
    """

    code: EmmaCode = EmmaCode.COMMENT_BODY_MISSING
    definition: Definition = EmmaCode.COMMENT_BODY_MISSING.definition
    http_status: int = 400


class TitleMissing(InputError):
    """4107, HTTP 400: Please enter the title.

    請輸入標題。

    On the wire: 請輸入標題
    """

    code: EmmaCode = EmmaCode.TITLE_MISSING
    definition: Definition = EmmaCode.TITLE_MISSING.definition
    http_status: int = 400


class SubscriptionGroupIdMissing(InputError):
    """4108, HTTP 400: Please fill in the subscription group ID.

    請填入訂閱群組 ID。

    On the wire: 請填入訂閱群組 ID
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_ID_MISSING
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_ID_MISSING.definition
    http_status: int = 400


class SubscriptionGroupNameMissing(InputError):
    """4109, HTTP 400: Please fill in the subscription group name.

    請填入訂閱群組名稱。

    On the wire: 請填入訂閱群組名稱
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_NAME_MISSING
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_NAME_MISSING.definition
    http_status: int = 400


class CellphoneOrCallingCodeMissing(InputError):
    """4109, HTTP 400: The cell phone number or calling code is missing.

    缺少手機號碼或國碼。

    On the wire: Missing cellphone or calling_code
    """

    code: EmmaCode = EmmaCode.CELLPHONE_OR_CALLING_CODE_MISSING
    definition: Definition = EmmaCode.CELLPHONE_OR_CALLING_CODE_MISSING.definitions[1]
    http_status: int = 400


class UserExists(InputError):
    """4200, HTTP 400: User {user} already exists.

    使用者 {user} 已存在。

    On the wire: User {user} exists
    """

    code: EmmaCode = EmmaCode.USER_EXISTS
    definition: Definition = EmmaCode.USER_EXISTS.definition
    http_status: int = 400

    def __init__(self, user: str) -> None:
        self.args: tuple[str, ...] = (user,)


class UserNotBlocked(InputError):
    """4201, HTTP 404: The user is not on your block list.

    此使用者不在您的封鎖名單中。

    On the wire: User is not in your block list.
    """

    code: EmmaCode = EmmaCode.USER_NOT_BLOCKED
    definition: Definition = EmmaCode.USER_NOT_BLOCKED.definition
    http_status: int = 404


class UserAlreadySubscribed(InputError):
    """4202, HTTP 400: The user is already on the subscription list.

    此使用者已在訂閱名單中。

    On the wire: User is already in subscriptions.
    """

    code: EmmaCode = EmmaCode.USER_ALREADY_SUBSCRIBED
    definition: Definition = EmmaCode.USER_ALREADY_SUBSCRIBED.definition
    http_status: int = 400


class MibAlreadyApplied(InputError):
    """4203, HTTP 400: Failed to upload MIB advertisement info; user has already applied for MIB.

    上傳 MIB 廣告資訊失敗，此使用者已申請過 MIB。

    On the wire: Upload MIB advertisement info failed, this user has been applied MIB.
    """

    code: EmmaCode = EmmaCode.MIB_ALREADY_APPLIED
    definition: Definition = EmmaCode.MIB_ALREADY_APPLIED.definition
    http_status: int = 400


class AlbumFolderUploadNotAllowed(InputError):
    """4204, HTTP 403: Uploading to an album folder is not allowed.

    不允許上傳至相簿資料夾。

    On the wire: 不允許上傳至相簿資料夾
    """

    code: EmmaCode = EmmaCode.ALBUM_FOLDER_UPLOAD_NOT_ALLOWED
    definition: Definition = EmmaCode.ALBUM_FOLDER_UPLOAD_NOT_ALLOWED.definition
    http_status: int = 403


class TagLimitExceeded(InputError):
    """4205, HTTP 400: At most 20 tags are allowed.

    最多允許 20 個標籤。

    On the wire: Maximum 20 tags are allowed
    """

    code: EmmaCode = EmmaCode.TAG_LIMIT_EXCEEDED
    definition: Definition = EmmaCode.TAG_LIMIT_EXCEEDED.definition
    http_status: int = 400


class SystemAlbumNotEditable(InputError):
    """4206, HTTP 403: System albums cannot be modified.

    系統相簿不可修改。

    On the wire: 系統相簿不能被修改
    """

    code: EmmaCode = EmmaCode.SYSTEM_ALBUM_NOT_EDITABLE
    definition: Definition = EmmaCode.SYSTEM_ALBUM_NOT_EDITABLE.definition
    http_status: int = 403


class MediaNotAccepted(InputError):
    """4207, HTTP 403: Invalid media. 無效的媒體。"""

    code: EmmaCode = EmmaCode.MEDIA_NOT_ACCEPTED
    definition: Definition = EmmaCode.MEDIA_NOT_ACCEPTED.definition
    http_status: int = 403


class StorageQuotaExceeded(InputError):
    """4208, HTTP 402: Storage quota exceeded.

    超過儲存空間配額。

    On the wire: Storage Quota Exceeded
    """

    code: EmmaCode = EmmaCode.STORAGE_QUOTA_EXCEEDED
    definition: Definition = EmmaCode.STORAGE_QUOTA_EXCEEDED.definition
    http_status: int = 402


class MonthlyUploadQuotaExceeded(InputError):
    """4209, HTTP 402: Monthly upload quota exceeded.

    超過每月上傳配額。

    On the wire: Monthly Uploading Quota Exceeded
    """

    code: EmmaCode = EmmaCode.MONTHLY_UPLOAD_QUOTA_EXCEEDED
    definition: Definition = EmmaCode.MONTHLY_UPLOAD_QUOTA_EXCEEDED.definition
    http_status: int = 402


class FaceDeleted(InputError):
    """4210, HTTP 400: This face record has been deleted.

    此人臉記錄已被刪除。

    On the wire: Face was deleted
    """

    code: EmmaCode = EmmaCode.FACE_DELETED
    definition: Definition = EmmaCode.FACE_DELETED.definition
    http_status: int = 400


class OutOfRange(InputError):
    """4211, HTTP 400: Out of range.

    超出範圍。

    On the wire: Out of Range
    """

    code: EmmaCode = EmmaCode.OUT_OF_RANGE
    definition: Definition = EmmaCode.OUT_OF_RANGE.definition
    http_status: int = 400


class PaymentInProgress(InputError):
    """4212, HTTP 400: Payment has been requested and is in progress.

    已申請出帳，系統處理中。

    On the wire: Payment in progress
    """

    code: EmmaCode = EmmaCode.PAYMENT_IN_PROGRESS
    definition: Definition = EmmaCode.PAYMENT_IN_PROGRESS.definition
    http_status: int = 400


class PaymentAlreadyRequested(InputError):
    """4213, HTTP 400: Payment has already been requested this month and is in progress.

    本月已申請出帳，系統處理中。

    On the wire: Has asked for payment this month
    """

    code: EmmaCode = EmmaCode.PAYMENT_ALREADY_REQUESTED
    definition: Definition = EmmaCode.PAYMENT_ALREADY_REQUESTED.definition
    http_status: int = 400


class BalanceBelowThreshold(InputError):
    """4214, HTTP 400: The balance is below the threshold for requesting payment.

    餘額未達申請出帳的門檻。

    On the wire: Remains less than threshold
    """

    code: EmmaCode = EmmaCode.BALANCE_BELOW_THRESHOLD
    definition: Definition = EmmaCode.BALANCE_BELOW_THRESHOLD.definition
    http_status: int = 400


class PaymentScheduled(InputError):
    """4215, HTTP 400: Payment has been scheduled.

    已排程出帳。

    On the wire: Scheduled payment
    """

    code: EmmaCode = EmmaCode.PAYMENT_SCHEDULED
    definition: Definition = EmmaCode.PAYMENT_SCHEDULED.definition
    http_status: int = 400


class FormatInvalid(InputError):
    """4216, HTTP 400: Invalid {field} format. 無效的 {field} 格式。"""

    code: EmmaCode = EmmaCode.FORMAT_INVALID
    definition: Definition = EmmaCode.FORMAT_INVALID.definition
    http_status: int = 400

    def __init__(self, field: str) -> None:
        self.args: tuple[str, ...] = (field,)


class CommentRateLimited(InputError):
    """4300, HTTP 403: The user is posting comments too fast.

    使用者發表留言過於頻繁。

    On the wire: User is posting comments too fast.

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.COMMENT_RATE_LIMITED
    definition: Definition = EmmaCode.COMMENT_RATE_LIMITED.definition
    http_status: int = 403
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class GuestbookRateLimited(InputError):
    """4301, HTTP 403: The user is posting guestbook comments too fast.

    使用者在留言板發表留言過於頻繁。

    On the wire: User is posting guestbook articles too fast.

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.GUESTBOOK_RATE_LIMITED
    definition: Definition = EmmaCode.GUESTBOOK_RATE_LIMITED.definition
    http_status: int = 403
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class ValidationError(EmmaError):
    """Input field validation error, codes 5001 to 5600.

    輸入欄位驗證錯誤。
    """


class VerificationCodeIncorrect(ValidationError):
    """5001, HTTP 400: Incorrect verification code.

    驗證碼錯誤。

    On the wire: Incorrect Verification Code
    """

    code: EmmaCode = EmmaCode.VERIFICATION_CODE_INCORRECT
    definition: Definition = EmmaCode.VERIFICATION_CODE_INCORRECT.definition
    http_status: int = 400


class PasswordTooShort(ValidationError):
    """5002, HTTP 400: Invalid password; please use a longer password.

    無效的密碼，請使用較長的密碼。

    On the wire: Invalid password, please use a longer password
    """

    code: EmmaCode = EmmaCode.PASSWORD_TOO_SHORT
    definition: Definition = EmmaCode.PASSWORD_TOO_SHORT.definition
    http_status: int = 400


class DisplayNameInvalid(ValidationError):
    """5003, HTTP 400: Parameter user_displayname is invalid.

    參數 user_displayname 無效。

    On the wire: Param user_displayname is invalid
    """

    code: EmmaCode = EmmaCode.DISPLAY_NAME_INVALID
    definition: Definition = EmmaCode.DISPLAY_NAME_INVALID.definition
    http_status: int = 400


class DisplayNameTooLong(ValidationError):
    """5004, HTTP 400: Parameter user_displayname is too long.

    參數 user_displayname 過長。

    On the wire: Param user_displayname length is too long
    """

    code: EmmaCode = EmmaCode.DISPLAY_NAME_TOO_LONG
    definition: Definition = EmmaCode.DISPLAY_NAME_TOO_LONG.definition
    http_status: int = 400


class BirthInvalid(ValidationError):
    """5005, HTTP 400: Parameter birth is invalid.

    參數 birth 無效。

    On the wire: Param birth is invalid
    """

    code: EmmaCode = EmmaCode.BIRTH_INVALID
    definition: Definition = EmmaCode.BIRTH_INVALID.definition
    http_status: int = 400


class EmailInvalid(ValidationError):
    """5006, HTTP 400: Parameter email is invalid.

    參數 email 無效。

    On the wire: Param email is invalid
    """

    code: EmmaCode = EmmaCode.EMAIL_INVALID
    definition: Definition = EmmaCode.EMAIL_INVALID.definition
    http_status: int = 400


class GenderInvalid(ValidationError):
    """5007, HTTP 400: Invalid gender type. 無效的性別類型。"""

    code: EmmaCode = EmmaCode.GENDER_INVALID
    definition: Definition = EmmaCode.GENDER_INVALID.definition
    http_status: int = 400


class CellphoneAlreadyVerified(ValidationError):
    """5008, HTTP 400: The cell phone number has already been verified.

    此手機號碼已通過驗證。

    On the wire: The cellphone number has been verified.
    """

    code: EmmaCode = EmmaCode.CELLPHONE_ALREADY_VERIFIED
    definition: Definition = EmmaCode.CELLPHONE_ALREADY_VERIFIED.definition
    http_status: int = 400


class CellphoneVerificationRepeated(ValidationError):
    """5009, HTTP 400: Cell phone number verification repeated within 30 minutes.

    30 分鐘內重複驗證手機號碼。

    On the wire: Duplicate Verification of cellphone number in 30 minutes.
    """

    code: EmmaCode = EmmaCode.CELLPHONE_VERIFICATION_REPEATED
    definition: Definition = EmmaCode.CELLPHONE_VERIFICATION_REPEATED.definition
    http_status: int = 400


class CoEmailInvalid(ValidationError):
    """5010, HTTP 400: Parameter co_email is invalid.

    參數 co_email 無效。

    On the wire: Param co_email is invalid
    """

    code: EmmaCode = EmmaCode.CO_EMAIL_INVALID
    definition: Definition = EmmaCode.CO_EMAIL_INVALID.definition
    http_status: int = 400


class FbPageInvalid(ValidationError):
    """5011, HTTP 400: Parameter fb_page is invalid.

    參數 fb_page 無效。

    On the wire: Param fb_page is invalid
    """

    code: EmmaCode = EmmaCode.FB_PAGE_INVALID
    definition: Definition = EmmaCode.FB_PAGE_INVALID.definition
    http_status: int = 400


class InstagramInvalid(ValidationError):
    """5012, HTTP 400: Parameter instagram is invalid.

    參數 instagram 無效。

    On the wire: Param instagram is invalid
    """

    code: EmmaCode = EmmaCode.INSTAGRAM_INVALID
    definition: Definition = EmmaCode.INSTAGRAM_INVALID.definition
    http_status: int = 400


class YoutubeInvalid(ValidationError):
    """5013, HTTP 400: Parameter youtube is invalid.

    參數 youtube 無效。

    On the wire: Param youtube is invalid
    """

    code: EmmaCode = EmmaCode.YOUTUBE_INVALID
    definition: Definition = EmmaCode.YOUTUBE_INVALID.definition
    http_status: int = 400


class HourmasterInvalid(ValidationError):
    """5014, HTTP 400: Parameter hourmaster is invalid.

    參數 hourmaster 無效。

    On the wire: Param hourmaster is invalid
    """

    code: EmmaCode = EmmaCode.HOURMASTER_INVALID
    definition: Definition = EmmaCode.HOURMASTER_INVALID.definition
    http_status: int = 400


class AuthorEmpty(ValidationError):
    """5101, HTTP 400: Please fill in the author.

    請填入作者。

    On the wire: 請填入作者
    """

    code: EmmaCode = EmmaCode.AUTHOR_EMPTY
    definition: Definition = EmmaCode.AUTHOR_EMPTY.definition
    http_status: int = 400


class CommentBodyEmpty(ValidationError):
    """5102, HTTP 400: Please fill in the comment body.

    請填入留言內容。

    On the wire: 請填入留言內容
    """

    code: EmmaCode = EmmaCode.COMMENT_BODY_EMPTY
    definition: Definition = EmmaCode.COMMENT_BODY_EMPTY.definition
    http_status: int = 400


class BlogNameTooLong(ValidationError):
    """5103, HTTP 400: Parameter blog_name is too long.

    參數 blog_name 過長。

    On the wire: Param blog_name length is too long
    """

    code: EmmaCode = EmmaCode.BLOG_NAME_TOO_LONG
    definition: Definition = EmmaCode.BLOG_NAME_TOO_LONG.definition
    http_status: int = 400


class BlogKeywordTooLong(ValidationError):
    """5104, HTTP 400: Parameter blog_keyword is too long.

    參數 blog_keyword 過長。

    On the wire: Param blog_keyword length is too long
    """

    code: EmmaCode = EmmaCode.BLOG_KEYWORD_TOO_LONG
    definition: Definition = EmmaCode.BLOG_KEYWORD_TOO_LONG.definition
    http_status: int = 400


class ArticleStatusInvalid(ValidationError):
    """5105, HTTP 400: Invalid article status. 無效的文章狀態。"""

    code: EmmaCode = EmmaCode.ARTICLE_STATUS_INVALID
    definition: Definition = EmmaCode.ARTICLE_STATUS_INVALID.definition
    http_status: int = 400


class CoordinatesNotPositive(ValidationError):
    """5200, HTTP 400: Coordinates must be positive numbers.

    座標必須為正數。

    On the wire: Coordinates must be a positive number
    """

    code: EmmaCode = EmmaCode.COORDINATES_NOT_POSITIVE
    definition: Definition = EmmaCode.COORDINATES_NOT_POSITIVE.definition
    http_status: int = 400


class PositionOutOfBounds(ValidationError):
    """5201, HTTP 400: The position coordinates exceed the size of the medium thumbnail.

    Position 座標已超出中縮圖大小。

    On the wire: Position座標已超出中縮圖大小
    """

    code: EmmaCode = EmmaCode.POSITION_OUT_OF_BOUNDS
    definition: Definition = EmmaCode.POSITION_OUT_OF_BOUNDS.definition
    http_status: int = 400


class MediaInvalid(ValidationError):
    """5202, HTTP 400: Invalid media. 無效的媒體。"""

    code: EmmaCode = EmmaCode.MEDIA_INVALID
    definition: Definition = EmmaCode.MEDIA_INVALID.definition
    http_status: int = 400


class FaceIdInvalid(ValidationError):
    """5203, HTTP 400: Invalid face_id. 無效的 face_id。"""

    code: EmmaCode = EmmaCode.FACE_ID_INVALID
    definition: Definition = EmmaCode.FACE_ID_INVALID.definition
    http_status: int = 400


class LatitudeMissing(ValidationError):
    """5204, HTTP 400: Latitude is not specified. 未指定緯度。"""

    code: EmmaCode = EmmaCode.LATITUDE_MISSING
    definition: Definition = EmmaCode.LATITUDE_MISSING.definition
    http_status: int = 400


class LatitudeOutOfRange(ValidationError):
    """5205, HTTP 400: The specified latitude is out of range.

    指定的緯度超出範圍。

    On the wire: Specified latitude is out of range.
    """

    code: EmmaCode = EmmaCode.LATITUDE_OUT_OF_RANGE
    definition: Definition = EmmaCode.LATITUDE_OUT_OF_RANGE.definition
    http_status: int = 400


class LongitudeMissing(ValidationError):
    """5206, HTTP 400: Longitude is not specified.

    未指定經度。

    On the wire: Longtitude is not specified.
    """

    code: EmmaCode = EmmaCode.LONGITUDE_MISSING
    definition: Definition = EmmaCode.LONGITUDE_MISSING.definition
    http_status: int = 400


class LongitudeOutOfRange(ValidationError):
    """5207, HTTP 400: The specified longitude is out of range.

    指定的經度超出範圍。

    On the wire: Specified longtitude is out of range.
    """

    code: EmmaCode = EmmaCode.LONGITUDE_OUT_OF_RANGE
    definition: Definition = EmmaCode.LONGITUDE_OUT_OF_RANGE.definition
    http_status: int = 400


class MibEmailInvalid(ValidationError):
    """5500, HTTP 400: Parameter email is invalid.

    參數 email 無效。

    On the wire: Error, Param email is invalid.
    """

    code: EmmaCode = EmmaCode.MIB_EMAIL_INVALID
    definition: Definition = EmmaCode.MIB_EMAIL_INVALID.definition
    http_status: int = 400


class MibCellphoneInvalid(ValidationError):
    """5501, HTTP 400: Parameter cellphone is invalid.

    參數 cellphone 無效。

    On the wire: Error, Param cellphone is invalid
    """

    code: EmmaCode = EmmaCode.MIB_CELLPHONE_INVALID
    definition: Definition = EmmaCode.MIB_CELLPHONE_INVALID.definition
    http_status: int = 400


class MibTelephoneInvalid(ValidationError):
    """5502, HTTP 400: Parameter telephone is invalid.

    參數 telephone 無效。

    On the wire: Error, Param telephone is invalid.
    """

    code: EmmaCode = EmmaCode.MIB_TELEPHONE_INVALID
    definition: Definition = EmmaCode.MIB_TELEPHONE_INVALID.definition
    http_status: int = 400


class MibAdSettingsInvalid(ValidationError):
    """5503, HTTP 400: Parameter fixed_ad_box or enabled is invalid.

    參數 fixed_ad_box 或 enabled 無效。

    On the wire: Params fixed_ad_box or enabled error.
    """

    code: EmmaCode = EmmaCode.MIB_AD_SETTINGS_INVALID
    definition: Definition = EmmaCode.MIB_AD_SETTINGS_INVALID.definition
    http_status: int = 400


class MibIdImageFrontInvalid(ValidationError):
    """5504, HTTP 400: The id_image_front file is invalid; please register again.

    id_image_front 檔案無效，請重新登錄。

    On the wire: id_image_front file error, please register again.
    """

    code: EmmaCode = EmmaCode.MIB_ID_IMAGE_FRONT_INVALID
    definition: Definition = EmmaCode.MIB_ID_IMAGE_FRONT_INVALID.definition
    http_status: int = 400


class MibIdImageBackInvalid(ValidationError):
    """5505, HTTP 400: The id_image_back file is invalid; please register again.

    id_image_back 檔案無效，請重新登錄。

    On the wire: id_image_back file error, please register again.
    """

    code: EmmaCode = EmmaCode.MIB_ID_IMAGE_BACK_INVALID
    definition: Definition = EmmaCode.MIB_ID_IMAGE_BACK_INVALID.definition
    http_status: int = 400


class MibEmailTaken(ValidationError):
    """5506, HTTP 400: This email has been registered by another user.

    此 email 已被其他使用者註冊。

    On the wire: this email has been registered by another user.
    """

    code: EmmaCode = EmmaCode.MIB_EMAIL_TAKEN
    definition: Definition = EmmaCode.MIB_EMAIL_TAKEN.definition
    http_status: int = 400


class MibIdNumberTooLong(ValidationError):
    """5507, HTTP 400: The ID number is too long.

    身分證字號過長。

    On the wire: id_number is too long.
    """

    code: EmmaCode = EmmaCode.MIB_ID_NUMBER_TOO_LONG
    definition: Definition = EmmaCode.MIB_ID_NUMBER_TOO_LONG.definition
    http_status: int = 400


class PoiHashIdInvalid(ValidationError):
    """5600, HTTP 400: The POI hash ID is invalid.

    POI hash ID 無效。

    On the wire: Error, POI hash id is invalid
    """

    code: EmmaCode = EmmaCode.POI_HASH_ID_INVALID
    definition: Definition = EmmaCode.POI_HASH_ID_INVALID.definition
    http_status: int = 400


class InternalError(EmmaError):
    """Internal error, codes 8100 to 8900.

    內部錯誤。
    """


class ArticleCreateFailed(InternalError):
    """8100, HTTP 500: Failed to create article.

    建立文章失敗。

    On the wire: Create article failed
    """

    code: EmmaCode = EmmaCode.ARTICLE_CREATE_FAILED
    definition: Definition = EmmaCode.ARTICLE_CREATE_FAILED.definition
    http_status: int = 500


class ArticleUpdateFailed(InternalError):
    """8101, HTTP 500: Failed to update article.

    更新文章失敗。

    On the wire: Update article failed
    """

    code: EmmaCode = EmmaCode.ARTICLE_UPDATE_FAILED
    definition: Definition = EmmaCode.ARTICLE_UPDATE_FAILED.definition
    http_status: int = 500


class ArticleDeleteFailed(InternalError):
    """8102, HTTP 500: Failed to delete article.

    刪除文章失敗。

    On the wire: Delete article failed
    """

    code: EmmaCode = EmmaCode.ARTICLE_DELETE_FAILED
    definition: Definition = EmmaCode.ARTICLE_DELETE_FAILED.definition
    http_status: int = 500


class RelatedArticlesShowFailed(InternalError):
    """8103, HTTP 500: Failed to show related articles.

    顯示相關文章失敗。

    On the wire: Show related articles failed
    """

    code: EmmaCode = EmmaCode.RELATED_ARTICLES_SHOW_FAILED
    definition: Definition = EmmaCode.RELATED_ARTICLES_SHOW_FAILED.definition
    http_status: int = 500


class ArticleCommentCreateFailed(InternalError):
    """8104, HTTP 500: Failed to create article comment.

    新增文章留言失敗。

    On the wire: Create comment failed.
    """

    code: EmmaCode = EmmaCode.ARTICLE_COMMENT_CREATE_FAILED
    definition: Definition = EmmaCode.ARTICLE_COMMENT_CREATE_FAILED.definition
    http_status: int = 500


class ArticleCommentReplyFailed(InternalError):
    """8105, HTTP 500: Failed to reply to article comment.

    回覆文章留言失敗。

    On the wire: Reply comment failed
    """

    code: EmmaCode = EmmaCode.ARTICLE_COMMENT_REPLY_FAILED
    definition: Definition = EmmaCode.ARTICLE_COMMENT_REPLY_FAILED.definition
    http_status: int = 500


class BlogCategoryCreateFailed(InternalError):
    """8106, HTTP 500: Failed to create blog category.

    建立部落格分類失敗。

    On the wire: Create category failed
    """

    code: EmmaCode = EmmaCode.BLOG_CATEGORY_CREATE_FAILED
    definition: Definition = EmmaCode.BLOG_CATEGORY_CREATE_FAILED.definition
    http_status: int = 500


class BlogCategoryUpdateFailed(InternalError):
    """8107, HTTP 500: Failed to update blog category.

    更新部落格分類失敗。

    On the wire: Update category failed
    """

    code: EmmaCode = EmmaCode.BLOG_CATEGORY_UPDATE_FAILED
    definition: Definition = EmmaCode.BLOG_CATEGORY_UPDATE_FAILED.definition
    http_status: int = 500


class BlogCategoryDeleteFailed(InternalError):
    """8108, HTTP 500: Failed to delete blog category.

    刪除部落格分類失敗。

    On the wire: Delete category failed
    """

    code: EmmaCode = EmmaCode.BLOG_CATEGORY_DELETE_FAILED
    definition: Definition = EmmaCode.BLOG_CATEGORY_DELETE_FAILED.definition
    http_status: int = 500


class AlbumUploadFailed(InternalError):
    """8200, HTTP 500: Upload failed.

    上傳失敗。

    On the wire: uploaded failed
    """

    code: EmmaCode = EmmaCode.ALBUM_UPLOAD_FAILED
    definition: Definition = EmmaCode.ALBUM_UPLOAD_FAILED.definition
    http_status: int = 500


class AlbumElementUpdateFailed(InternalError):
    """8201, HTTP 500: Failed to update photo or video.

    更新相片或影音失敗。

    On the wire: Album element updated failed.
    """

    code: EmmaCode = EmmaCode.ALBUM_ELEMENT_UPDATE_FAILED
    definition: Definition = EmmaCode.ALBUM_ELEMENT_UPDATE_FAILED.definition
    http_status: int = 500


class AlbumElementDeleteFailed(InternalError):
    """8202, HTTP 500: Failed to delete photo or video.

    刪除相片或影音失敗。

    On the wire: Delete Album element failed.
    """

    code: EmmaCode = EmmaCode.ALBUM_ELEMENT_DELETE_FAILED
    definition: Definition = EmmaCode.ALBUM_ELEMENT_DELETE_FAILED.definition
    http_status: int = 500


class AlbumSetCreateFailed(InternalError):
    """8203, HTTP 500: Failed to create album.

    建立相簿失敗。

    On the wire: Create album set failed
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_CREATE_FAILED
    definition: Definition = EmmaCode.ALBUM_SET_CREATE_FAILED.definition
    http_status: int = 500


class AlbumSetUpdateFailed(InternalError):
    """8204, HTTP 500: Failed to update album.

    更新相簿失敗。

    On the wire: Update album set failed
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_UPDATE_FAILED
    definition: Definition = EmmaCode.ALBUM_SET_UPDATE_FAILED.definition
    http_status: int = 500


class AlbumSetDeleteFailed(InternalError):
    """8205, HTTP 500: Failed to delete album.

    刪除相簿失敗。

    On the wire: Delete album set failed
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_DELETE_FAILED
    definition: Definition = EmmaCode.ALBUM_SET_DELETE_FAILED.definition
    http_status: int = 500


class AlbumFolderCreateFailed(InternalError):
    """8206, HTTP 500: Failed to create album folder.

    建立相簿資料夾失敗。

    On the wire: Create album folder failed
    """

    code: EmmaCode = EmmaCode.ALBUM_FOLDER_CREATE_FAILED
    definition: Definition = EmmaCode.ALBUM_FOLDER_CREATE_FAILED.definition
    http_status: int = 500


class AlbumFolderUpdateFailed(InternalError):
    """8207, HTTP 500: Failed to update album folder.

    更新相簿資料夾失敗。

    On the wire: Update album folder failed
    """

    code: EmmaCode = EmmaCode.ALBUM_FOLDER_UPDATE_FAILED
    definition: Definition = EmmaCode.ALBUM_FOLDER_UPDATE_FAILED.definition
    http_status: int = 500


class AlbumFolderDeleteFailed(InternalError):
    """8208, HTTP 500: Failed to delete album folder.

    刪除相簿資料夾失敗。

    On the wire: Delete album folder failed
    """

    code: EmmaCode = EmmaCode.ALBUM_FOLDER_DELETE_FAILED
    definition: Definition = EmmaCode.ALBUM_FOLDER_DELETE_FAILED.definition
    http_status: int = 500


class FaceCreateFailed(InternalError):
    """8209, HTTP 500: Failed to create face record.

    建立人臉記錄失敗。

    On the wire: 建立人臉記錄失敗
    """

    code: EmmaCode = EmmaCode.FACE_CREATE_FAILED
    definition: Definition = EmmaCode.FACE_CREATE_FAILED.definition
    http_status: int = 500


class AlbumSetCommentCreateFailed(InternalError):
    """8210, HTTP 500: Failed to create album comment.

    新增相簿留言失敗。

    On the wire: Create albumset comment failed.
    """

    code: EmmaCode = EmmaCode.ALBUM_SET_COMMENT_CREATE_FAILED
    definition: Definition = EmmaCode.ALBUM_SET_COMMENT_CREATE_FAILED.definition
    http_status: int = 500


class AlbumElementCommentCreateFailed(InternalError):
    """8211, HTTP 500: Failed to create photo comment.

    新增相片留言失敗。

    On the wire: Create albumelement comment failed
    """

    code: EmmaCode = EmmaCode.ALBUM_ELEMENT_COMMENT_CREATE_FAILED
    definition: Definition = EmmaCode.ALBUM_ELEMENT_COMMENT_CREATE_FAILED.definition
    http_status: int = 500


class UserBlockFailed(InternalError):
    """8300, HTTP 500: Cannot block this user.

    無法封鎖此使用者。

    On the wire: Can't block this user
    """

    code: EmmaCode = EmmaCode.USER_BLOCK_FAILED
    definition: Definition = EmmaCode.USER_BLOCK_FAILED.definition
    http_status: int = 500


class FriendGroupUpdateFailed(InternalError):
    """8301, HTTP 500: Failed to update friend group.

    更新好友群組失敗。

    On the wire: Update friend group failed
    """

    code: EmmaCode = EmmaCode.FRIEND_GROUP_UPDATE_FAILED
    definition: Definition = EmmaCode.FRIEND_GROUP_UPDATE_FAILED.definition
    http_status: int = 500


class SubscriptionGroupCreateFailed(InternalError):
    """8302, HTTP 500: Failed to create subscription group.

    建立訂閱群組失敗。

    On the wire: Create subscription group failed
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_CREATE_FAILED
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_CREATE_FAILED.definition
    http_status: int = 500


class FriendGroupDeleteFailed(InternalError):
    """8303, HTTP 500: Failed to delete friend group.

    刪除好友群組失敗。

    On the wire: Delete friend group failed
    """

    code: EmmaCode = EmmaCode.FRIEND_GROUP_DELETE_FAILED
    definition: Definition = EmmaCode.FRIEND_GROUP_DELETE_FAILED.definition
    http_status: int = 500


class SubscriptionGroupUpdateFailed(InternalError):
    """8304, HTTP 500: Failed to update subscription group.

    更新訂閱群組失敗。

    On the wire: Update subscription group failed
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_UPDATE_FAILED
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_UPDATE_FAILED.definition
    http_status: int = 500


class SubscriptionGroupLeaveFailed(InternalError):
    """8305, HTTP 500: Failed to leave subscription group.

    退出訂閱群組失敗。

    On the wire: Leave subscription group failed.
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_LEAVE_FAILED
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_LEAVE_FAILED.definition
    http_status: int = 500


class SubscriptionGroupJoinFailed(InternalError):
    """8306, HTTP 500: Failed to join subscription group.

    加入訂閱群組失敗。

    On the wire: Join subscription group failed.
    """

    code: EmmaCode = EmmaCode.SUBSCRIPTION_GROUP_JOIN_FAILED
    definition: Definition = EmmaCode.SUBSCRIPTION_GROUP_JOIN_FAILED.definition
    http_status: int = 500


class GuestbookCommentCreateFailed(InternalError):
    """8400, HTTP 500: Failed to create guestbook comment.

    新增留言板留言失敗。

    On the wire: Create guestbook comment failed
    """

    code: EmmaCode = EmmaCode.GUESTBOOK_COMMENT_CREATE_FAILED
    definition: Definition = EmmaCode.GUESTBOOK_COMMENT_CREATE_FAILED.definition
    http_status: int = 500


class GuestbookArticleReplyFailed(InternalError):
    """8401, HTTP 500: Failed to reply to guestbook comment.

    回覆留言板留言失敗。

    On the wire: Reply article failed
    """

    code: EmmaCode = EmmaCode.GUESTBOOK_ARTICLE_REPLY_FAILED
    definition: Definition = EmmaCode.GUESTBOOK_ARTICLE_REPLY_FAILED.definition
    http_status: int = 500


class MibRegisterFailed(InternalError):
    """8500, HTTP 500: Failed to register MIB advertisement info; please try again later.

    登錄 MIB 廣告資訊失敗，請稍後再試。

    On the wire: Register MIB advertisement info failed, please try again later.

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.MIB_REGISTER_FAILED
    definition: Definition = EmmaCode.MIB_REGISTER_FAILED.definition
    http_status: int = 500
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class MibBusy(InternalError):
    """8501, HTTP 500: The MIB system is busy.

    MIB 系統忙碌中。

    On the wire: MIB system is busy

    Advice: back_off.
    """

    code: EmmaCode = EmmaCode.MIB_BUSY
    definition: Definition = EmmaCode.MIB_BUSY.definition
    http_status: int = 500
    advice: Advice | None = Advice.BACK_OFF
    retryable = True


class MibAdPositionUpdateFailed(InternalError):
    """8502, HTTP 500: Failed to update MIB advertisement position.

    更新 MIB 廣告版位失敗。

    On the wire: Update MIB advertisement position failed.
    """

    code: EmmaCode = EmmaCode.MIB_AD_POSITION_UPDATE_FAILED
    definition: Definition = EmmaCode.MIB_AD_POSITION_UPDATE_FAILED.definition
    http_status: int = 500


class PoiGetFailed(InternalError):
    """8600, HTTP 500: Failed to get POI.

    取得 POI 失敗。

    On the wire: Get POI failed
    """

    code: EmmaCode = EmmaCode.POI_GET_FAILED
    definition: Definition = EmmaCode.POI_GET_FAILED.definition
    http_status: int = 500


class InternalApplicationError(InternalError):
    """8900, HTTP 500: Internal application error. 應用程式內部錯誤。"""

    code: EmmaCode = EmmaCode.INTERNAL_APPLICATION_ERROR
    definition: Definition = EmmaCode.INTERNAL_APPLICATION_ERROR.definition
    http_status: int = 500


_CLASSES = classes(EmmaError, DEFINITIONS)


def error(code: EmmaCode | Definition, *args: str) -> EmmaError:
    """Return the exception of a code that is known only at run time.

    Args:
        code: A member of `EmmaCode`, or a `Definition` of one. At run time, every key that
            `lookup.find` takes is accepted. Type checkers reject other keys, because a code of
            another API is also an int.
        args: One argument for each parameter of the definition.

    Raises:
        UnknownCodeError: There is no such code.
        TypeError: The code belongs to another API, or takes other arguments.
        ValueError: The code means success.
    """
    try:
        exception = _CLASSES[type(code)][code]
    except (KeyError, TypeError):  # another form of a key, or not a code of this catalog
        exception = exception_of(EmmaError, EmmaCode, code)
    return exception(*args)


def parse(
    body: object, *, http_status: int | None = None, headers: Mapping[str, str] | None = None
) -> EmmaError | None:
    """Return the error in a response of PIXNET's Emma API, or None for success.

    It never raises; see `emma_errors.parse_error`.

    Args:
        body: The body as text, bytes or a decoded mapping, or any other object.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    from emma_errors.wire import parse_catalog

    return parse_catalog(EmmaError, body, http_status, headers)
