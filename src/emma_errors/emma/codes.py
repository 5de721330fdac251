# Generated from data/emma_codes.tsv by python -m emma_errors.generate: do not edit.
# fmt: off
"""The codes of PIXNET's Emma API."""

from emma_errors.model import ErrorCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .definitions import Category, Subcategory
    from .errors import EmmaError

__all__: tuple[str, ...] = ("EmmaCode",)


class EmmaCode(ErrorCode):
    """A code of PIXNET's Emma API: an int with the attributes of its row."""

    if TYPE_CHECKING:

        @property
        def http_status(self) -> int:
            """The HTTP status code, such as 404."""
            ...

        @property
        def category(self) -> Category:
            """The category, a member of `Category`."""
            ...

        @property
        def subcategory(self) -> Subcategory | None:
            """The subcategory, a member of `Subcategory`."""
            ...

        @property
        def exception(self) -> type[EmmaError]:
            """The exception class; a code that means success has none."""
            ...

    TOKEN_INVALID = 1000
    """1000, HTTP 401: Invalid or expired token; please request a new token.

    Token 無效或已過期，請要求新的 Token。

    On the wire: Invalid / expired Token

    Advice: reauthenticate.
    """

    API_KEY_SUSPENDED = 1001
    """1001, HTTP 401: This API key has been suspended; please contact the site operator.

    此 API Key 已被停權，請洽站方。

    On the wire: 錯誤:此APIkey已被停權
    """

    CONSUMER_KEY_MISSING = 1002
    """1002, HTTP 401: The consumer key is missing.

    缺少 Consumer Key。

    On the wire: Without Consumer Key
    """

    AUTHORIZATION_REQUIRED = 1003
    """1003, HTTP 401: Authentication is required; please include an access token.

    需要認證，請帶入 Access Token。

    On the wire: You have to be authorized to post here.

    Advice: reauthenticate.
    """

    DEVELOPER_PHONE_UNVERIFIED = 1004
    """1004, HTTP 401: The developer account of this API key needs cell phone number verification.

    此 API Key 的開發者帳號需要通過手機號碼驗證。

    On the wire: The developer account for this API Key requires cell phone number verification.
    """

    TOKEN_ERROR = 1099
    """1099, HTTP 401: Other token error.

    其他 Token 錯誤。

    On the wire: (其他 Token 錯誤)
    """

    IP_NOT_ALLOWED = 1100
    """1100, HTTP 401: Your IP address is not allowed to use this API.

    您的 IP 位址無法使用此 API。

    On the wire: IP Regex failed
    """

    HTTPS_REQUIRED = 1101
    """1101, HTTP 403: Wrong protocol; please use HTTPS to connect to the API.

    通訊協定錯誤，請使用 HTTPS 連線至 API。

    On the wire: Wrong Protocol, Please use HTTPS
    """

    HTTP_METHOD_INVALID = 1102
    """1102, HTTP 403: Wrong HTTP method; please use GET or POST as documented.

    HTTP 方法錯誤，請依說明文件使用 GET 或 POST。

    On the wire: Wrong HTTP Method, requires (GET/POST)
    """

    OAUTH_INTERNAL_ERROR = 1200
    """1200, HTTP 401: OAuth internal error.

    OAuth 內部錯誤。

    On the wire: OAuth 錯誤
    """

    OAUTH_TOKEN_NOT_FOUND = 1201
    """1201, HTTP 404: OAuth token not found.

    找不到 OAuth Token。

    On the wire: OAuth token is not found

    Advice: reauthenticate.
    """

    OAUTH_REQUEST_EXPIRED = 1202
    """1202, HTTP 401: Request expired or no longer valid; please request anew at the original site.

    請求已過期或失效，請回到原網站重新申請。

    On the wire: 錯誤:您的請求已經過期或失效,請回到原網站重新申請

    Advice: reauthenticate.
    """

    LOGIN_REQUIRED = 1203
    """1203, HTTP 401: Please log in first.

    請先登入。

    On the wire: Please Login first

    Advice: reauthenticate.
    """

    REDIRECT_URI_MISMATCH = 1204
    """1204, HTTP 401: The specified redirect URI does not match the configuration.

    指定的 Redirect URI 與設定不符。

    On the wire: Redirect URI isn't match configuration.
    """

    BLOG_SERVICE_NOT_ENABLED = 1205
    """1205, HTTP 401: This app provides blog features; please enable your blog first.

    此 App 提供部落格功能，請先啟用部落格。

    On the wire: 「APP為部落格功能服務,請先啟用部落格」,開啟連至帳號中心/啟用服務頁
    """

    ACCESS_TOKEN_RATE_LIMITED = 1300
    """1300, HTTP 403: Access token rate limit exceeded.

    超過此 Access Token 允許的呼叫頻率限制。

    On the wire: Exceed AccessToken Rate Limit

    Advice: back_off.
    """

    APP_RATE_LIMITED = 1301
    """1301, HTTP 403: App rate limit exceeded.

    超過此 App 允許的呼叫頻率限制。

    On the wire: Exceed App Rate Limit

    Advice: back_off.
    """

    ANONYMOUS_RATE_LIMITED = 1302
    """1302, HTTP 403: Unauthenticated app rate limit exceeded.

    超過未認證 App 允許的呼叫頻率限制。

    On the wire: Exceed Anonymous Rate Limit

    Advice: back_off.
    """

    USER_NOT_FOUND = 2000
    """2000, HTTP 404: User not found.

    找不到使用者。
    """

    BLOG_NOT_ACTIVATED = 2100
    """2100, HTTP 404: The user has not activated a blog.

    使用者尚未開啟部落格。

    On the wire: Blog is not activated
    """

    ARTICLE_NOT_FOUND = 2101
    """2101, HTTP 404: Article not found.

    找不到文章。

    On the wire: Article is not found
    """

    ARTICLE_COMMENT_NOT_FOUND = 2102
    """2102, HTTP 404: Article comment not found.

    找不到文章留言。

    On the wire: Comment is not found
    """

    BLOG_CATEGORY_NOT_FOUND = 2103
    """2103, HTTP 404: Blog category not found.

    找不到部落格分類。

    On the wire: Category is not found.
    """

    CUSTOM_SIDE_COLUMN_NOT_FOUND = 2104
    """2104, HTTP 404: Custom blog sidebar not found.

    找不到部落格自訂側欄。

    On the wire: Custom Sidecolumn is not found.
    """

    ALBUM_NOT_ACTIVATED = 2200
    """2200, HTTP 404: The user has not activated albums, or the album was not found.

    使用者尚未開啟相簿，或找不到相簿。

    On the wire: 使用者尚未開啟 Album / Album is not found
    """

    ALBUM_ELEMENT_NOT_FOUND = 2201
    """2201, HTTP 404: Photo or video not found.

    找不到相片或影音。

    On the wire: Album element is not found
    """

    ALBUM_SET_NOT_FOUND = 2202
    """2202, HTTP 404: Album not found.

    找不到相簿。

    On the wire: Album set is not found
    """

    ALBUM_FOLDER_NOT_FOUND = 2203
    """2203, HTTP 404: Album folder not found.

    找不到相簿資料夾。

    On the wire: Album folder is not found
    """

    FACE_NOT_FOUND = 2204
    """2204, HTTP 404: Face not found in photo.

    找不到相片中的人臉。

    On the wire: Face not found
    """

    ALBUM_SET_COMMENT_NOT_FOUND = 2205
    """2205, HTTP 404: Album comment not found.

    找不到相簿留言。

    On the wire: Albumset comment is not found
    """

    ALBUM_ELEMENT_COMMENT_NOT_FOUND = 2206
    """2206, HTTP 404: Photo comment not found.

    找不到相片留言。

    On the wire: Albumelement comment is not found
    """

    FRIENDSHIP_NOT_FOUND = 2300
    """2300, HTTP 404: Friendship not found.

    找不到好友關係。

    On the wire: Friendship is not found
    """

    FRIEND_GROUP_NOT_FOUND = 2301
    """2301, HTTP 404: Friend group not found.

    找不到好友群組。

    On the wire: Friend group is not found.
    """

    SUBSCRIPTION_NOT_FOUND = 2302
    """2302, HTTP 404: Subscription not found.

    找不到訂閱資料。

    On the wire: Subscription is not found.
    """

    NOTIFICATION_NOT_FOUND = 2303
    """2303, HTTP 404: Notification not found.

    找不到通知。

    On the wire: Notify is not found.
    """

    MESSAGE_NOT_FOUND = 2304
    """2304, HTTP 404: Message not found.

    找不到短訊。

    On the wire: Message is not found.
    """

    SUBSCRIPTION_GROUP_NOT_FOUND = 2305
    """2305, HTTP 404: Subscription group not found.

    找不到訂閱群組。

    On the wire: Subscription group is not found.
    """

    GUESTBOOK_NOT_ACTIVATED = 2400
    """2400, HTTP 404: The user has not activated a guestbook.

    使用者尚未開啟留言板。

    On the wire: Guestbook is not activated
    """

    GUESTBOOK_ARTICLE_NOT_FOUND = 2401
    """2401, HTTP 404: Guestbook comment not found.

    找不到留言板留言。

    On the wire: Guestbook article is not found.
    """

    MIB_NOT_ACTIVATED = 2500
    """2500, HTTP 404: The user has not activated MIB.

    使用者尚未開啟 MIB。

    On the wire: MIB services is not applied
    """

    POI_NOT_FOUND = 2600
    """2600, HTTP 404: POI not found.

    找不到 POI。
    """

    JOB_NOT_FOUND = 2700
    """2700, HTTP 404: Job not found.

    找不到 Job。
    """

    GRITTER_MESSAGE_NOT_FOUND = 2901
    """2901, HTTP 404: Gritter message not found.

    找不到 Gritter 訊息。

    On the wire: Gritter Message is not found.
    """

    URL_NOT_FOUND = 2902
    """2902, HTTP 404: URL not found.

    找不到此網址。
    """

    ARTICLE_COMMENT_NOT_ALLOWED = 3100
    """3100, HTTP 403: Comments are not allowed on this article.

    此文章禁止留言。

    On the wire: The article is not allowed to post comment
    """

    ARTICLE_COMMENT_LOCKED = 3101
    """3101, HTTP 403: This comment is locked by the system.

    此留言已被系統鎖定。

    On the wire: The comment is locked by system.
    """

    ARTICLE_LOCKED = 3102
    """3102, HTTP 403: The article to delete is locked by the system.

    欲刪除的文章已被系統鎖定。

    On the wire: Delete article is locked
    """

    ARTICLE_HAS_LOCKED_COMMENTS = 3103
    """3103, HTTP 403: The article to delete contains locked comments.

    欲刪除的文章含有被鎖定的留言。

    On the wire: Delete article contains locked comments
    """

    ALBUM_COMMENT_NOT_ALLOWED = 3200
    """3200, HTTP 403: You do not have permission to comment here.

    您沒有權限在此留言。

    On the wire: You have no permission to comment here.
    """

    ALBUM_LOCKED = 3201
    """3201, HTTP 403: This album is locked by the system.

    此相簿已被系統鎖定。

    On the wire: 相簿已被系統鎖住
    """

    ALBUM_COMMENT_LOCKED = 3202
    """3202, HTTP 403: This comment is locked by the system.

    此留言已被系統鎖定。

    On the wire: The comment is locked by system
    """

    ALBUM_ELEMENT_COMMENT_LOCKED = 3203
    """3203, HTTP 403: This photo comment is locked by the system.

    此相片留言已被系統鎖定。

    On the wire: 相片留言已被系統鎖住
    """

    ALBUM_SET_HAS_LOCKED_COMMENTS = 3204
    """3204, HTTP 403: This album contains locked comments.

    此相簿含有被鎖定的留言。

    On the wire: This album set contains locked comments
    """

    ALBUM_SET_COMMENT_LOCKED = 3205
    """3205, HTTP 403: This album comment is locked by the system.

    此相簿留言已被系統鎖定。

    On the wire: The albumset comment is locked by system.
    """

    GUESTBOOK_POST_NOT_ALLOWED = 3300
    """3300, HTTP 403: You do not have permission to post here.

    您沒有權限在此發表留言。

    On the wire: You have no permission to post here
    """

    PERMISSION_DENIED = 3900
    """3900, HTTP 403: Permission denied.

    權限不足。

    On the wire: Permission Denied
    """

    VIP_REQUIRED = 3901
    """3901, HTTP 403: This feature is for VIPs only.

    此功能僅限 VIP 使用。

    On the wire: VIP only feature
    """

    PASSWORD_REQUIRED = 3902
    """3902, HTTP 403: Password required.

    需要密碼。
    """

    FRIENDS_ONLY = 3903
    """3903, HTTP 403: Permission denied; friends only.

    權限不足，僅限好友。

    On the wire: Permission denied, Friend only
    """

    PASSWORD_INCORRECT = 3904
    """3904, HTTP 403: Incorrect password.

    密碼錯誤。

    On the wire: Incorrect Password
    """

    USER_MISSING = 4000
    """4000, HTTP 400: The user must be specified.

    必須指定使用者。

    On the wire: User required
    """

    URL_PARAMETER_MISSING = 4001
    """4001, HTTP 400: Required parameter {parameter} is missing from the URL.

    URL 中缺少必要參數 {parameter}。

    On the wire: URL 中缺少必要參數 {parameter}
    """

    QUERY_STRING_MISSING = 4002
    """4002, HTTP 400: The query string must be specified.

    必須指定查詢字串。

    On the wire: Must specify the query string
    """

    PAYLOAD_FIELD_MISSING = 4100
    """4100, HTTP 400: A required field is missing from the payload.

    Payload 中缺少必要欄位。

    On the wire: Payload 中缺少必要欄位
    """

    BLOG_ID_MISSING = 4101
    """4101, HTTP 400: Please fill in the blog ID field.

    請填入部落格 ID 欄位。

    On the wire: 請填入部落格ID欄位
    """

    ID_IMAGE_MISSING = 4102
    """4102, HTTP 400: Parameter id_image_front or id_image_back is missing.

    缺少參數 id_image_front 或 id_image_back。

    On the wire: Error, Params id_image_front or id_image_back not found
    """

    UPLOAD_FILE_MISSING = 4103
    """4103, HTTP 400: The upload file is missing.

    缺少要上傳的檔案。

    On the wire: upload file is missing
    """

    ARTICLE_TITLE_OR_BODY_MISSING = 4104
    """4104, HTTP 400: Please enter the article title and body.

    請輸入文章標題與內文。

    On the wire: 請輸入文章標題與內文
    """

    AUTHOR_MISSING = 4105
    """4105, HTTP 400: Please fill in the author field.

    請填入作者欄位。

    On the wire: 請輸入作者欄位
    """

    COMMENT_BODY_MISSING = 4106
    """4106, HTTP 400: Please enter the comment body.

    請輸入留言內容。

    On the wire: 請輸入留言內容
    """

    TITLE_MISSING = 4107
    """4107, HTTP 400: Please enter the title.

    請輸入標題。

    On the wire: 請輸入標題
    """

    SUBSCRIPTION_GROUP_ID_MISSING = 4108
    """4108, HTTP 400: Please fill in the subscription group ID.

    請填入訂閱群組 ID。

    On the wire: 請填入訂閱群組 ID
    """

    SUBSCRIPTION_GROUP_NAME_MISSING = 4109
    """4109, HTTP 400: Please fill in the subscription group name.

    請填入訂閱群組名稱。

    On the wire: 請填入訂閱群組名稱
    """

    CELLPHONE_OR_CALLING_CODE_MISSING = 4109
    """4109, HTTP 400: The cell phone number or calling code is missing.

    缺少手機號碼或國碼。

    On the wire: Missing cellphone or calling_code
    """

    USER_EXISTS = 4200
    """4200, HTTP 400: User {user} already exists.

    使用者 {user} 已存在。

    On the wire: User {user} exists
    """

    USER_NOT_BLOCKED = 4201
    """4201, HTTP 404: The user is not on your block list.

    此使用者不在您的封鎖名單中。

    On the wire: User is not in your block list.
    """

    USER_ALREADY_SUBSCRIBED = 4202
    """4202, HTTP 400: The user is already on the subscription list.

    此使用者已在訂閱名單中。

    On the wire: User is already in subscriptions.
    """

    MIB_ALREADY_APPLIED = 4203
    """4203, HTTP 400: Failed to upload MIB advertisement info; user has already applied for MIB.

    上傳 MIB 廣告資訊失敗，此使用者已申請過 MIB。

    On the wire: Upload MIB advertisement info failed, this user has been applied MIB.
    """

    ALBUM_FOLDER_UPLOAD_NOT_ALLOWED = 4204
    """4204, HTTP 403: Uploading to an album folder is not allowed.

    不允許上傳至相簿資料夾。

    On the wire: 不允許上傳至相簿資料夾
    """

    TAG_LIMIT_EXCEEDED = 4205
    """4205, HTTP 400: At most 20 tags are allowed.

    最多允許 20 個標籤。

    On the wire: Maximum 20 tags are allowed
    """

    SYSTEM_ALBUM_NOT_EDITABLE = 4206
    """4206, HTTP 403: System albums cannot be modified.

    系統相簿不可修改。

    On the wire: 系統相簿不能被修改
    """

    MEDIA_NOT_ACCEPTED = 4207
    """4207, HTTP 403: Invalid media.

    無效的媒體。
    """

    STORAGE_QUOTA_EXCEEDED = 4208
    """4208, HTTP 402: Storage quota exceeded.

    超過儲存空間配額。

    On the wire: Storage Quota Exceeded
    """

    MONTHLY_UPLOAD_QUOTA_EXCEEDED = 4209
    """4209, HTTP 402: Monthly upload quota exceeded.

    超過每月上傳配額。

    On the wire: Monthly Uploading Quota Exceeded
    """

    FACE_DELETED = 4210
    """4210, HTTP 400: This face record has been deleted.

    此人臉記錄已被刪除。

    On the wire: Face was deleted
    """

    OUT_OF_RANGE = 4211
    """4211, HTTP 400: Out of range.

    超出範圍。

    On the wire: Out of Range
    """

    PAYMENT_IN_PROGRESS = 4212
    """4212, HTTP 400: Payment has been requested and is in progress.

    已申請出帳，系統處理中。

    On the wire: Payment in progress
    """

    PAYMENT_ALREADY_REQUESTED = 4213
    """4213, HTTP 400: Payment has already been requested this month and is in progress.

    本月已申請出帳，系統處理中。

    On the wire: Has asked for payment this month
    """

    BALANCE_BELOW_THRESHOLD = 4214
    """4214, HTTP 400: The balance is below the threshold for requesting payment.

    餘額未達申請出帳的門檻。

    On the wire: Remains less than threshold
    """

    PAYMENT_SCHEDULED = 4215
    """4215, HTTP 400: Payment has been scheduled.

    已排程出帳。

    On the wire: Scheduled payment
    """

    FORMAT_INVALID = 4216
    """4216, HTTP 400: Invalid {field} format.

    無效的 {field} 格式。
    """

    COMMENT_RATE_LIMITED = 4300
    """4300, HTTP 403: The user is posting comments too fast.

    使用者發表留言過於頻繁。

    On the wire: User is posting comments too fast.

    Advice: back_off.
    """

    GUESTBOOK_RATE_LIMITED = 4301
    """4301, HTTP 403: The user is posting guestbook comments too fast.

    使用者在留言板發表留言過於頻繁。

    On the wire: User is posting guestbook articles too fast.

    Advice: back_off.
    """

    VERIFICATION_CODE_INCORRECT = 5001
    """5001, HTTP 400: Incorrect verification code.

    驗證碼錯誤。

    On the wire: Incorrect Verification Code
    """

    PASSWORD_TOO_SHORT = 5002
    """5002, HTTP 400: Invalid password; please use a longer password.

    無效的密碼，請使用較長的密碼。

    On the wire: Invalid password, please use a longer password
    """

    DISPLAY_NAME_INVALID = 5003
    """5003, HTTP 400: Parameter user_displayname is invalid.

    參數 user_displayname 無效。

    On the wire: Param user_displayname is invalid
    """

    DISPLAY_NAME_TOO_LONG = 5004
    """5004, HTTP 400: Parameter user_displayname is too long.

    參數 user_displayname 過長。

    On the wire: Param user_displayname length is too long
    """

    BIRTH_INVALID = 5005
    """5005, HTTP 400: Parameter birth is invalid.

    參數 birth 無效。

    On the wire: Param birth is invalid
    """

    EMAIL_INVALID = 5006
    """5006, HTTP 400: Parameter email is invalid.

    參數 email 無效。

    On the wire: Param email is invalid
    """

    GENDER_INVALID = 5007
    """5007, HTTP 400: Invalid gender type.

    無效的性別類型。
    """

    CELLPHONE_ALREADY_VERIFIED = 5008
    """5008, HTTP 400: The cell phone number has already been verified.

    此手機號碼已通過驗證。

    On the wire: The cellphone number has been verified.
    """

    CELLPHONE_VERIFICATION_REPEATED = 5009
    """5009, HTTP 400: Cell phone number verification repeated within 30 minutes.

    30 分鐘內重複驗證手機號碼。

    On the wire: Duplicate Verification of cellphone number in 30 minutes.
    """

    CO_EMAIL_INVALID = 5010
    """5010, HTTP 400: Parameter co_email is invalid.

    參數 co_email 無效。

    On the wire: Param co_email is invalid
    """

    FB_PAGE_INVALID = 5011
    """5011, HTTP 400: Parameter fb_page is invalid.

    參數 fb_page 無效。

    On the wire: Param fb_page is invalid
    """

    INSTAGRAM_INVALID = 5012
    """5012, HTTP 400: Parameter instagram is invalid.

    參數 instagram 無效。

    On the wire: Param instagram is invalid
    """

    YOUTUBE_INVALID = 5013
    """5013, HTTP 400: Parameter youtube is invalid.

    參數 youtube 無效。

    On the wire: Param youtube is invalid
    """

    HOURMASTER_INVALID = 5014
    """5014, HTTP 400: Parameter hourmaster is invalid.

    參數 hourmaster 無效。

    On the wire: Param hourmaster is invalid
    """

    AUTHOR_EMPTY = 5101
    """5101, HTTP 400: Please fill in the author.

    請填入作者。

    On the wire: 請填入作者
    """

    COMMENT_BODY_EMPTY = 5102
    """5102, HTTP 400: Please fill in the comment body.

    請填入留言內容。

    On the wire: 請填入留言內容
    """

    BLOG_NAME_TOO_LONG = 5103
    """5103, HTTP 400: Parameter blog_name is too long.

    參數 blog_name 過長。

    On the wire: Param blog_name length is too long
    """

    BLOG_KEYWORD_TOO_LONG = 5104
    """5104, HTTP 400: Parameter blog_keyword is too long.

    參數 blog_keyword 過長。

    On the wire: Param blog_keyword length is too long
    """

    ARTICLE_STATUS_INVALID = 5105
    """5105, HTTP 400: Invalid article status.

    無效的文章狀態。
    """

    COORDINATES_NOT_POSITIVE = 5200
    """5200, HTTP 400: Coordinates must be positive numbers.

    座標必須為正數。

    On the wire: Coordinates must be a positive number
    """

    POSITION_OUT_OF_BOUNDS = 5201
    """5201, HTTP 400: The position coordinates exceed the size of the medium thumbnail.

    Position 座標已超出中縮圖大小。

    On the wire: Position座標已超出中縮圖大小
    """

    MEDIA_INVALID = 5202
    """5202, HTTP 400: Invalid media.

    無效的媒體。
    """

    FACE_ID_INVALID = 5203
    """5203, HTTP 400: Invalid face_id.

    無效的 face_id。
    """

    LATITUDE_MISSING = 5204
    """5204, HTTP 400: Latitude is not specified.

    未指定緯度。
    """

    LATITUDE_OUT_OF_RANGE = 5205
    """5205, HTTP 400: The specified latitude is out of range.

    指定的緯度超出範圍。

    On the wire: Specified latitude is out of range.
    """

    LONGITUDE_MISSING = 5206
    """5206, HTTP 400: Longitude is not specified.

    未指定經度。

    On the wire: Longtitude is not specified.
    """

    LONGITUDE_OUT_OF_RANGE = 5207
    """5207, HTTP 400: The specified longitude is out of range.

    指定的經度超出範圍。

    On the wire: Specified longtitude is out of range.
    """

    MIB_EMAIL_INVALID = 5500
    """5500, HTTP 400: Parameter email is invalid.

    參數 email 無效。

    On the wire: Error, Param email is invalid.
    """

    MIB_CELLPHONE_INVALID = 5501
    """5501, HTTP 400: Parameter cellphone is invalid.

    參數 cellphone 無效。

    On the wire: Error, Param cellphone is invalid
    """

    MIB_TELEPHONE_INVALID = 5502
    """5502, HTTP 400: Parameter telephone is invalid.

    參數 telephone 無效。

    On the wire: Error, Param telephone is invalid.
    """

    MIB_AD_SETTINGS_INVALID = 5503
    """5503, HTTP 400: Parameter fixed_ad_box or enabled is invalid.

    參數 fixed_ad_box 或 enabled 無效。

    On the wire: Params fixed_ad_box or enabled error.
    """

    MIB_ID_IMAGE_FRONT_INVALID = 5504
    """5504, HTTP 400: The id_image_front file is invalid; please register again.

    id_image_front 檔案無效，請重新登錄。

    On the wire: id_image_front file error, please register again.
    """

    MIB_ID_IMAGE_BACK_INVALID = 5505
    """5505, HTTP 400: The id_image_back file is invalid; please register again.

    id_image_back 檔案無效，請重新登錄。

    On the wire: id_image_back file error, please register again.
    """

    MIB_EMAIL_TAKEN = 5506
    """5506, HTTP 400: This email has been registered by another user.

    此 email 已被其他使用者註冊。

    On the wire: this email has been registered by another user.
    """

    MIB_ID_NUMBER_TOO_LONG = 5507
    """5507, HTTP 400: The ID number is too long.

    身分證字號過長。

    On the wire: id_number is too long.
    """

    POI_HASH_ID_INVALID = 5600
    """5600, HTTP 400: The POI hash ID is invalid.

    POI hash ID 無效。

    On the wire: Error, POI hash id is invalid
    """

    ARTICLE_CREATE_FAILED = 8100
    """8100, HTTP 500: Failed to create article.

    建立文章失敗。

    On the wire: Create article failed
    """

    ARTICLE_UPDATE_FAILED = 8101
    """8101, HTTP 500: Failed to update article.

    更新文章失敗。

    On the wire: Update article failed
    """

    ARTICLE_DELETE_FAILED = 8102
    """8102, HTTP 500: Failed to delete article.

    刪除文章失敗。

    On the wire: Delete article failed
    """

    RELATED_ARTICLES_SHOW_FAILED = 8103
    """8103, HTTP 500: Failed to show related articles.

    顯示相關文章失敗。

    On the wire: Show related articles failed
    """

    ARTICLE_COMMENT_CREATE_FAILED = 8104
    """8104, HTTP 500: Failed to create article comment.

    新增文章留言失敗。

    On the wire: Create comment failed.
    """

    ARTICLE_COMMENT_REPLY_FAILED = 8105
    """8105, HTTP 500: Failed to reply to article comment.

    回覆文章留言失敗。

    On the wire: Reply comment failed
    """

    BLOG_CATEGORY_CREATE_FAILED = 8106
    """8106, HTTP 500: Failed to create blog category.

    建立部落格分類失敗。

    On the wire: Create category failed
    """

    BLOG_CATEGORY_UPDATE_FAILED = 8107
    """8107, HTTP 500: Failed to update blog category.

    更新部落格分類失敗。

    On the wire: Update category failed
    """

    BLOG_CATEGORY_DELETE_FAILED = 8108
    """8108, HTTP 500: Failed to delete blog category.

    刪除部落格分類失敗。

    On the wire: Delete category failed
    """

    ALBUM_UPLOAD_FAILED = 8200
    """8200, HTTP 500: Upload failed.

    上傳失敗。

    On the wire: uploaded failed
    """

    ALBUM_ELEMENT_UPDATE_FAILED = 8201
    """8201, HTTP 500: Failed to update photo or video.

    更新相片或影音失敗。

    On the wire: Album element updated failed.
    """

    ALBUM_ELEMENT_DELETE_FAILED = 8202
    """8202, HTTP 500: Failed to delete photo or video.

    刪除相片或影音失敗。

    On the wire: Delete Album element failed.
    """

    ALBUM_SET_CREATE_FAILED = 8203
    """8203, HTTP 500: Failed to create album.

    建立相簿失敗。

    On the wire: Create album set failed
    """

    ALBUM_SET_UPDATE_FAILED = 8204
    """8204, HTTP 500: Failed to update album.

    更新相簿失敗。

    On the wire: Update album set failed
    """

    ALBUM_SET_DELETE_FAILED = 8205
    """8205, HTTP 500: Failed to delete album.

    刪除相簿失敗。

    On the wire: Delete album set failed
    """

    ALBUM_FOLDER_CREATE_FAILED = 8206
    """8206, HTTP 500: Failed to create album folder.

    建立相簿資料夾失敗。

    On the wire: Create album folder failed
    """

    ALBUM_FOLDER_UPDATE_FAILED = 8207
    """8207, HTTP 500: Failed to update album folder.

    更新相簿資料夾失敗。

    On the wire: Update album folder failed
    """

    ALBUM_FOLDER_DELETE_FAILED = 8208
    """8208, HTTP 500: Failed to delete album folder.

    刪除相簿資料夾失敗。

    On the wire: Delete album folder failed
    """

    FACE_CREATE_FAILED = 8209
    """8209, HTTP 500: Failed to create face record.

    建立人臉記錄失敗。

    On the wire: 建立人臉記錄失敗
    """

    ALBUM_SET_COMMENT_CREATE_FAILED = 8210
    """8210, HTTP 500: Failed to create album comment.

    新增相簿留言失敗。

    On the wire: Create albumset comment failed.
    """

    ALBUM_ELEMENT_COMMENT_CREATE_FAILED = 8211
    """8211, HTTP 500: Failed to create photo comment.

    新增相片留言失敗。

    On the wire: Create albumelement comment failed
    """

    USER_BLOCK_FAILED = 8300
    """8300, HTTP 500: Cannot block this user.

    無法封鎖此使用者。

    On the wire: Can't block this user
    """

    FRIEND_GROUP_UPDATE_FAILED = 8301
    """8301, HTTP 500: Failed to update friend group.

    更新好友群組失敗。

    On the wire: Update friend group failed
    """

    SUBSCRIPTION_GROUP_CREATE_FAILED = 8302
    """8302, HTTP 500: Failed to create subscription group.

    建立訂閱群組失敗。

    On the wire: Create subscription group failed
    """

    FRIEND_GROUP_DELETE_FAILED = 8303
    """8303, HTTP 500: Failed to delete friend group.

    刪除好友群組失敗。

    On the wire: Delete friend group failed
    """

    SUBSCRIPTION_GROUP_UPDATE_FAILED = 8304
    """8304, HTTP 500: Failed to update subscription group.

    更新訂閱群組失敗。

    On the wire: Update subscription group failed
    """

    SUBSCRIPTION_GROUP_LEAVE_FAILED = 8305
    """8305, HTTP 500: Failed to leave subscription group.

    退出訂閱群組失敗。

    On the wire: Leave subscription group failed.
    """

    SUBSCRIPTION_GROUP_JOIN_FAILED = 8306
    """8306, HTTP 500: Failed to join subscription group.

    加入訂閱群組失敗。

    On the wire: Join subscription group failed.
    """

    GUESTBOOK_COMMENT_CREATE_FAILED = 8400
    """8400, HTTP 500: Failed to create guestbook comment.

    新增留言板留言失敗。

    On the wire: Create guestbook comment failed
    """

    GUESTBOOK_ARTICLE_REPLY_FAILED = 8401
    """8401, HTTP 500: Failed to reply to guestbook comment.

    回覆留言板留言失敗。

    On the wire: Reply article failed
    """

    MIB_REGISTER_FAILED = 8500
    """8500, HTTP 500: Failed to register MIB advertisement info; please try again later.

    登錄 MIB 廣告資訊失敗，請稍後再試。

    On the wire: Register MIB advertisement info failed, please try again later.

    Advice: back_off.
    """

    MIB_BUSY = 8501
    """8501, HTTP 500: The MIB system is busy.

    MIB 系統忙碌中。

    On the wire: MIB system is busy

    Advice: back_off.
    """

    MIB_AD_POSITION_UPDATE_FAILED = 8502
    """8502, HTTP 500: Failed to update MIB advertisement position.

    更新 MIB 廣告版位失敗。

    On the wire: Update MIB advertisement position failed.
    """

    POI_GET_FAILED = 8600
    """8600, HTTP 500: Failed to get POI.

    取得 POI 失敗。

    On the wire: Get POI failed
    """

    INTERNAL_APPLICATION_ERROR = 8900
    """8900, HTTP 500: Internal application error.

    應用程式內部錯誤。
    """
